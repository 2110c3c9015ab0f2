// The thread count of libtorch belongs to the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Jaram.Zoo.Tests.OneThread))]
