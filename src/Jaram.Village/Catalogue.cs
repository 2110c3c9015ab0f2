using System.Globalization;
using Jaram.Village.Grammar;
using static Jaram.Village.Grammar.Gender;

namespace Jaram.Village;

/// <summary>A trade: Arabic names it by the gender of who follows it.</summary>
internal sealed record Trade(string Korean, string English, string Arabic, string ArabicFeminine)
{
    public Term For(Gender gender) => new(Korean, English, gender == Feminine ? ArabicFeminine : Arabic, gender);
}

/// <summary>An office and the permit that it issues.</summary>
internal sealed record Office(Term Name, Term Permit);

/// <summary>The things that a village is put together from.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Term> Streets { get; } =
    [
        new("소나무길", "Pine Street", "شارع الصنوبر"),
        new("버드나무길", "Willow Street", "شارع الصفصاف"),
        new("장미길", "Rose Street", "شارع الورد"),
        new("시장길", "Market Street", "شارع السوق"),
        new("학교길", "School Street", "شارع المدرسة"),
        new("다리길", "Bridge Street", "شارع الجسر"),
        new("언덕길", "Hill Street", "شارع التل"),
        new("강변길", "River Street", "شارع النهر"),
        new("햇빛길", "Sun Street", "شارع الشمس"),
        new("달빛길", "Moon Street", "شارع القمر"),
        new("별빛길", "Star Street", "شارع النجوم"),
        new("무지개길", "Rainbow Street", "شارع قوس قزح"),
        new("구름길", "Cloud Street", "شارع الغيوم"),
        new("호수길", "Lake Street", "شارع البحيرة"),
        new("바다길", "Sea Street", "شارع البحر"),
        new("숲길", "Forest Street", "شارع الغابة"),
    ];

    public static IReadOnlyList<Trade> Trades { get; } =
    [
        new("제빵사", "baker", "خباز", "خبازة"),
        new("교사", "teacher", "معلم", "معلمة"),
        new("농부", "farmer", "مزارع", "مزارعة"),
        new("간호사", "nurse", "ممرض", "ممرضة"),
        new("목수", "carpenter", "نجار", "نجارة"),
        new("어부", "fisher", "صياد", "صيادة"),
        new("재단사", "tailor", "خياط", "خياطة"),
        new("화가", "painter", "رسام", "رسامة"),
        new("음악가", "musician", "موسيقي", "موسيقية"),
        new("정원사", "gardener", "بستاني", "بستانية"),
        new("요리사", "cook", "طباخ", "طباخة"),
        new("버스 기사", "bus driver", "سائق حافلة", "سائقة حافلة"),
        new("사진사", "photographer", "مصور", "مصورة"),
        new("약사", "pharmacist", "صيدلي", "صيدلانية"),
        new("의사", "doctor", "طبيب", "طبيبة"),
        new("기술자", "engineer", "مهندس", "مهندسة"),
        new("꽃집 주인", "florist", "بائع زهور", "بائعة زهور"),
        new("소설가", "novelist", "روائي", "روائية"),
    ];

    public static IReadOnlyList<Office> Offices { get; } =
    [
        new(new("보건소", "the Health Centre", "المركز الصحي"),
            new("건강 진단서", "health certificate", "الشهادة الصحية", Feminine)),
        new(new("도서관", "the Library", "المكتبة العامة", Feminine),
            new("도서 대출증", "library card", "بطاقة القراءة", Feminine)),
        new(new("우체국", "the Post Office", "مكتب البريد"),
            new("사서함 이용권", "postbox pass", "اشتراك صندوق البريد")),
        new(new("주민센터", "the Community Centre", "مركز خدمة السكان"),
            new("거주 확인서", "residence certificate", "شهادة السكن", Feminine)),
        new(new("소방서", "the Fire Station", "محطة الإطفاء", Feminine),
            new("소방 안전 확인서", "fire safety certificate", "شهادة السلامة من الحريق", Feminine)),
        new(new("파출소", "the Police Station", "مركز الشرطة"),
            new("주차 허가증", "parking permit", "تصريح وقوف السيارات")),
        new(new("시장 관리소", "the Market Office", "إدارة السوق", Feminine),
            new("노점 허가증", "stall licence", "رخصة البسطة", Feminine)),
        new(new("항만 사무소", "the Harbour Office", "مكتب الميناء"),
            new("낚시 허가증", "fishing permit", "تصريح صيد السمك")),
        new(new("산림 사무소", "the Forest Office", "مكتب الغابات"),
            new("야영 허가증", "camping permit", "تصريح التخييم")),
        new(new("주택 사무소", "the Housing Office", "مكتب الإسكان"),
            new("건축 허가증", "building permit", "رخصة البناء", Feminine)),
        new(new("세무서", "the Tax Office", "مصلحة الضرائب", Feminine),
            new("사업자 등록증", "business licence", "السجل التجاري")),
        new(new("문화 회관", "the Culture Hall", "قصر الثقافة"),
            new("공연 허가증", "concert permit", "تصريح الحفلات")),
    ];

    public static IReadOnlyList<Term> Papers { get; } =
    [
        new("신분증", "identity card", "بطاقة الهوية"),
        new("여권", "passport", "جواز السفر"),
        new("증명사진", "photograph", "صورة شخصية"),
        new("임대 계약서", "rental contract", "عقد الإيجار"),
        new("추천서", "letter of recommendation", "رسالة توصية"),
        new("가족 관계 증명서", "family register", "دفتر العائلة"),
        new("토지 대장", "land deed", "سند الأرض"),
        new("납세 증명서", "tax receipt", "إيصال الضريبة"),
    ];

    /// <summary>From 1,000 to 30,000 won.</summary>
    public static IReadOnlyList<Term> Fees { get; } =
    [
        .. from thousands in Enumerable.Range(1, 30)
           let won = (1000 * thousands).ToString("N0", CultureInfo.InvariantCulture)
           select new Term($"{won}원", $"{won} won", $"{won} وون"),
    ];

    /// <summary>From 3 to 20 days: a noun in Arabic is plural from 3 to 10 and singular from 11 on.</summary>
    public static IReadOnlyList<Term> Days { get; } =
    [
        .. from days in Enumerable.Range(3, 18)
           select new Term($"{days}일", $"{days} days", $"{days} {(days <= 10 ? "أيام" : "يومًا")}"),
    ];

    /// <summary>Opening from 7 to 10, closing from 16 to 20.</summary>
    public static IReadOnlyList<Term> Hours { get; } =
    [
        .. from opens in Enumerable.Range(7, 4)
           from closes in Enumerable.Range(16, 5)
           select new Term($"{opens}시부터 {closes}시까지",
               $"from {opens}:00 to {closes}:00", $"من {opens}:00 إلى {closes}:00"),
    ];
}
