namespace Jaram.Inference.Serving;

/// <summary>Orders that wait: each tenant's in their order, tenants in turn. Many threads may add.</summary>
/// <param name="most">Orders that may wait.</param>
internal sealed class WaitingRoom(int most)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Tenant, Queue<Answer> Orders)> _tenants = new();

    /// <summary>Orders that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an order; false if too many wait.</summary>
    public bool TryAdd(Answer answer)
    {
        lock (_lock)
        {
            if (Count >= most) DropCancelled();
            if (Count >= most) return false;
            var mine = _tenants.FirstOrDefault(t => t.Tenant == answer.Order.Tenant).Orders;
            if (mine is null) _tenants.AddLast((answer.Order.Tenant, mine = new()));
            mine.Enqueue(answer);
            Count++;
            return true;
        }
    }

    /// <summary>Ends the orders that were taken back, so that they hold no place.</summary>
    public void DropCancelled()
    {
        lock (_lock)
        {
            for (var tenant = _tenants.First; tenant is not null;)
            {
                var (next, orders) = (tenant.Next, tenant.Value.Orders);
                for (var left = orders.Count; left > 0; left--)
                {
                    var answer = orders.Dequeue();
                    if (!answer.IsCancelled)
                    {
                        orders.Enqueue(answer);
                        continue;
                    }
                    answer.End(EndReason.Cancelled);
                    Count--;
                }
                if (orders.Count == 0) _tenants.Remove(tenant);
                tenant = next;
            }
        }
    }

    /// <summary>Takes the next order if it is fit to be served; its tenant goes to the end of the line.</summary>
    public Answer? Take(Func<Answer, bool> isFit)
    {
        lock (_lock)
        {
            if (_tenants.First is not { } first || !isFit(first.Value.Orders.Peek())) return null;
            var answer = first.Value.Orders.Dequeue();
            _tenants.RemoveFirst();
            if (first.Value.Orders.Count > 0) _tenants.AddLast(first);
            Count--;
            return answer;
        }
    }
}
