using Jaram.Village.Grammar;

namespace Jaram.Village;

/// <summary>Hands out full names, no two alike in any script; Latin and Arabic follow from Korean.</summary>
internal sealed class Names(Dice dice)
{
    private static readonly Dictionary<string, (string Latin, string Arabic)> _surnames = Table("""
        김 Kim كيم, 이 Lee لي, 박 Park بارك, 최 Choi تشوي, 정 Jung جونغ, 강 Kang كانغ, 조 Cho تشو, 윤 Yoon يون,
        장 Jang جانغ, 임 Lim ليم, 한 Han هان, 오 Oh أوه, 서 Seo سيو, 신 Shin شين, 권 Kwon كوون, 황 Hwang هوانغ,
        안 Ahn آن, 송 Song سونغ, 전 Jeon جيون, 홍 Hong هونغ, 유 Yoo يو, 고 Ko كو, 문 Moon مون, 양 Yang يانغ,
        손 Son سون, 배 Bae باي, 백 Baek بايك, 허 Heo هيو, 남 Nam نام, 심 Shim شيم, 노 Noh نوه, 곽 Kwak كواك,
        차 Cha تشا, 주 Joo جو, 구 Koo غو, 나 Na نا, 민 Min مين, 류 Ryu ريو, 엄 Eom أوم, 방 Bang بانغ
        """);

    private static readonly Dictionary<string, (string Latin, string Arabic)> _syllables = Table("""
        가 ga غا, 강 kang كانغ, 건 geon غون, 경 kyung كيونغ, 광 kwang كوانغ, 규 kyu كيو, 기 ki كي, 나 na نا, 다 da دا,
        대 dae داي, 도 do دو, 동 dong دونغ, 라 ra را, 람 ram رام, 리 ri ري, 린 rin رين, 명 myung ميونغ, 미 mi مي,
        민 min مين, 병 byung بيونغ, 보 bo بو, 빈 bin بين, 상 sang سانغ, 서 seo سيو, 선 sun سون, 성 sung سونغ, 세 se سي,
        수 su سو, 승 seung سيونغ, 시 si شي, 아 a آ, 안 an آن, 연 yeon يون, 영 young يونغ, 예 ye يي, 용 yong يونغ,
        우 woo وو, 원 won وون, 유 yu يو, 윤 yoon يون, 율 yul يول, 은 eun أون, 인 in إن, 재 jae جاي, 정 jung جونغ,
        종 jong جونغ, 주 ju جو, 준 jun جون, 지 ji جي, 진 jin جين, 찬 chan تشان, 창 chang تشانغ, 채 chae تشاي, 태 tae تاي,
        하 ha ها, 한 han هان, 해 hae هاي, 혁 hyuk هيوك, 현 hyun هيون, 혜 hye هيه, 호 ho هو, 환 hwan هوان, 효 hyo هيو,
        후 hoo هوو, 훈 hoon هون, 희 hee هي
        """);

    private static readonly string[] _men = Words("""
        민준 서준 도윤 예준 시우 하준 지호 주원 지후 준서 준우 현우 도현 지훈 건우 우진 선우 서진 민재 현준
        연우 유준 정우 승우 승현 시윤 준혁 은우 지환 승민 유찬 윤우 민성 준영 시후 진우 재윤 시현 태윤 동현
        민우 재원 민호 재민 성민 상현 영호 영수 성호 태호 태민 동하 동우 경민 경수 진호 진수 재호 재현 재훈
        성진 성훈 성우 상우 상민 상훈 정민 정호 정훈 창민 창현 기현 기훈 용준 용호 명수 명호 원준 원호 종현
        종민 병호 병현 광수 광호 규민 규현 강민 강우 대현 대호 인호 인수 해성 해준 찬호 찬우 윤호 윤재 태준
        태현 은호 은찬 도훈 도영 우현 우성 시원 재영 동훈 동민 영민 영훈 주혁 주호 창호 창우 한준 한성 종훈
        """);

    private static readonly string[] _women = Words("""
        서연 서윤 지민 하은 하윤 민서 지유 윤서 채원 수아 지아 예은 다은 예린 수빈 하율 예원 지안 은서 지은
        가은 나은 서아 서영 유나 유진 수진 수연 민지 민주 예지 예나 다인 다연 채은 채윤 하린 하영 주아 주은
        시은 시아 은지 은주 은영 은정 혜진 혜원 혜인 미영 미진 미경 선영 선희 선미 경희 경아 정은 정아 정희
        영희 영은 영미 수희 수정 현정 현아 현주 현지 지현 지혜 지영 지수 지연 연주 연희 연아 보람 보영 보라
        가영 가연 나연 나영 나리 다영 다희 아영 아린 아라 세영 세연 세인 유리 유정 윤아 윤희 은혜 은아 인영
        인아 주희 주연 진아 진희 진영 진주 태희 태연 하나 하연 해린 해인 효진 효린 효주 희진 희원 희정 희수
        """);

    private readonly Deck<string> _givenToMen = new(dice, _men);
    private readonly Deck<string> _givenToWomen = new(dice, _women);
    private readonly Deck<string> _family = new(dice, [.. _surnames.Keys]);
    private readonly HashSet<string> _taken = [];

    /// <summary>A new person with a surname of its own.</summary>
    public (string Surname, Term Name) Next(Gender gender)
    {
        var surname = _family.Draw();
        return (surname, NextOf(surname, gender));
    }

    /// <summary>A new person with this surname.</summary>
    public Term NextOf(string surname, Gender gender)
    {
        var given = gender == Gender.Feminine ? _givenToWomen : _givenToMen;
        for (var tries = 0; tries < 2 * _men.Length; tries++)   // the rest of one deal and all of the next
        {
            var name = Compose(surname, given.Draw(), gender);
            string[] forms = [name.Korean, name.English, name.Arabic];
            if (forms.Any(_taken.Contains)) continue;
            _taken.UnionWith(forms);
            return name;
        }
        throw new VillageException($"no name with the surname {surname} is left after {_taken.Count / 3} people; "
            + "lower VillageDesign.People or Strangers");
    }

    private static Term Compose(string surname, string given, Gender gender)
    {
        var (latin, arabic) = _surnames[surname];
        var syllables = given.Select(c => _syllables[c.ToString()]).ToArray();
        var first = string.Concat(syllables.Select(s => s.Latin));
        return new(surname + given,
            $"{latin} {char.ToUpperInvariant(first[0])}{first[1..]}",
            string.Join(' ', syllables.Select(s => s.Arabic).Prepend(arabic)), gender);
    }

    private static Dictionary<string, (string Latin, string Arabic)> Table(string rows) =>
        rows.Split(',').Select(Words).ToDictionary(row => row[0], row => (row[1], row[2]));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
