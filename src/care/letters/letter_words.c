#include "care/letters/letter_words.h"

#define W(name, text) [LETTER_WORD_##name] = STR_INIT(text)

// clang-format off
static const struct letter_catalogue CATALOGUES[] = {
    {STR_INIT("en"), true, false,
        {W(TRIED, "We tried to reach you"), W(INTRODUCING, "Your care co-ordinator"), W(VISIT, "Your appointment"),
            W(AGREED, "What we agreed"), W(ENDED, "Who to ring from now on"),
            W(REVIEW, "Let us look at how things are going"), W(DEAR, "Dear"), W(RING, "How to reach us"),
            W(OTHER_FORMAT,
                "Please tell us if you need this letter in another language, in larger letters, or in another "
                "way."),
            W(IN_ENGLISH, "This letter is in English. Ask us, and somebody will explain it to you."),
            W(SINCERELY, "Yours sincerely")}},
    {STR_INIT("pl"), false, false,
        {W(TRIED, "Próbowaliśmy się z Państwem skontaktować"), W(INTRODUCING, "Koordynator Państwa opieki"),
            W(VISIT, "Termin wizyty"), W(AGREED, "Co ustaliliśmy"), W(ENDED, "Do kogo dzwonić od teraz"),
            W(REVIEW, "Sprawdźmy razem, jak się sprawy mają"), W(DEAR, "Dzień dobry"),
            W(RING, "Jak się z nami skontaktować"),
            W(OTHER_FORMAT,
                "Prosimy o informację, jeśli potrzebują Państwo tego listu w innym języku, większą czcionką lub w "
                "innej formie."),
            W(IN_ENGLISH, "Ten list jest po angielsku. Na Państwa prośbę ktoś wyjaśni jego treść."),
            W(SINCERELY, "Z poważaniem")}},
    {STR_INIT("ur"), false, true,
        {W(TRIED, "ہم نے آپ سے رابطہ کرنے کی کوشش کی"), W(INTRODUCING, "آپ کے کیئر کوآرڈینیٹر"),
            W(VISIT, "آپ کی ملاقات کا وقت"), W(AGREED, "ہم نے کیا طے کیا"), W(ENDED, "اب سے کسے فون کریں"),
            W(REVIEW, "آئیے دیکھیں کہ معاملات کیسے چل رہے ہیں"), W(DEAR, "محترم"),
            W(RING, "ہم سے کیسے رابطہ کریں"),
            W(OTHER_FORMAT, "اگر آپ کو یہ خط کسی اور زبان، بڑے حروف یا کسی اور شکل میں چاہیے تو ہمیں بتائیں۔"),
            W(IN_ENGLISH, "یہ خط انگریزی میں ہے۔ ہم سے کہیں، کوئی آپ کو سمجھا دے گا۔"),
            W(SINCERELY, "آپ کا مخلص")}},
    {STR_INIT("bn"), false, false,
        {W(TRIED, "আমরা আপনার সাথে যোগাযোগের চেষ্টা করেছি"), W(INTRODUCING, "আপনার কেয়ার কো-অর্ডিনেটর"),
            W(VISIT, "আপনার অ্যাপয়েন্টমেন্ট"), W(AGREED, "আমরা কী ঠিক করেছি"),
            W(ENDED, "এখন থেকে কাকে ফোন করবেন"),
            W(REVIEW, "আসুন দেখি সব কেমন চলছে"), W(DEAR, "প্রিয়"), W(RING, "আমাদের সাথে কীভাবে যোগাযোগ করবেন"),
            W(OTHER_FORMAT, "এই চিঠি অন্য ভাষায়, বড় অক্ষরে বা অন্যভাবে প্রয়োজন হলে আমাদের জানান।"),
            W(IN_ENGLISH, "এই চিঠি ইংরেজিতে লেখা। আমাদের বলুন, কেউ আপনাকে বুঝিয়ে দেবেন।"),
            W(SINCERELY, "আপনার বিশ্বস্ত")}},
    {STR_INIT("ar"), false, true,
        {W(TRIED, "حاولنا الاتصال بك"), W(INTRODUCING, "منسق الرعاية الخاص بك"), W(VISIT, "موعدك"),
            W(AGREED, "ما اتفقنا عليه"), W(ENDED, "بمن تتصل من الآن"), W(REVIEW, "لنراجع معًا كيف تسير الأمور"),
            W(DEAR, "تحية طيبة إلى"), W(RING, "كيف تتصل بنا"),
            W(OTHER_FORMAT, "يرجى إخبارنا إذا كنت بحاجة إلى هذه الرسالة بلغة أخرى أو بحروف أكبر أو بطريقة أخرى."),
            W(IN_ENGLISH, "هذه الرسالة باللغة الإنجليزية. اطلب منا وسيشرحها لك أحد."),
            W(SINCERELY, "مع خالص التحية")}},
    {STR_INIT("ro"), false, false,
        {W(TRIED, "Am încercat să vă contactăm"), W(INTRODUCING, "Coordonatorul dumneavoastră de îngrijire"),
            W(VISIT, "Programarea dumneavoastră"), W(AGREED, "Ce am stabilit"),
            W(ENDED, "Pe cine să sunați de acum înainte"), W(REVIEW, "Să vedem împreună cum merg lucrurile"),
            W(DEAR, "Bună ziua"), W(RING, "Cum ne puteți contacta"),
            W(OTHER_FORMAT,
                "Spuneți-ne dacă aveți nevoie de această scrisoare în altă limbă, cu litere mai mari sau în alt "
                "mod."),
            W(IN_ENGLISH, "Această scrisoare este în engleză. Cereți-ne, iar cineva v-o va explica."),
            W(SINCERELY, "Cu stimă")}},
    {STR_INIT("pa"), false, false,
        {W(TRIED, "ਅਸੀਂ ਤੁਹਾਡੇ ਨਾਲ ਸੰਪਰਕ ਕਰਨ ਦੀ ਕੋਸ਼ਿਸ਼ ਕੀਤੀ"), W(INTRODUCING, "ਤੁਹਾਡੇ ਕੇਅਰ ਕੋਆਰਡੀਨੇਟਰ"),
            W(VISIT, "ਤੁਹਾਡੀ ਮੁਲਾਕਾਤ"), W(AGREED, "ਅਸੀਂ ਕੀ ਤੈਅ ਕੀਤਾ"), W(ENDED, "ਹੁਣ ਤੋਂ ਕਿਸ ਨੂੰ ਫ਼ੋਨ ਕਰਨਾ ਹੈ"),
            W(REVIEW, "ਆਓ ਦੇਖੀਏ ਸਭ ਕਿਵੇਂ ਚੱਲ ਰਿਹਾ ਹੈ"), W(DEAR, "ਸਤਿਕਾਰਯੋਗ"),
            W(RING, "ਸਾਡੇ ਨਾਲ ਕਿਵੇਂ ਸੰਪਰਕ ਕਰਨਾ ਹੈ"),
            W(OTHER_FORMAT,
                "ਜੇ ਤੁਹਾਨੂੰ ਇਹ ਚਿੱਠੀ ਕਿਸੇ ਹੋਰ ਭਾਸ਼ਾ, ਵੱਡੇ ਅੱਖਰਾਂ ਜਾਂ ਹੋਰ ਤਰੀਕੇ ਨਾਲ ਚਾਹੀਦੀ ਹੈ ਤਾਂ ਸਾਨੂੰ ਦੱਸੋ।"),
            W(IN_ENGLISH, "ਇਹ ਚਿੱਠੀ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਹੈ। ਸਾਨੂੰ ਕਹੋ, ਕੋਈ ਤੁਹਾਨੂੰ ਸਮਝਾ ਦੇਵੇਗਾ।"),
            W(SINCERELY, "ਤੁਹਾਡਾ ਵਿਸ਼ਵਾਸੀ")}},
};
// clang-format on

const struct letter_catalogue *letter_catalogue_at(size_t i)
{
    return i < COUNT_OF(CATALOGUES) ? &CATALOGUES[i] : NULL;
}

const struct letter_catalogue *letter_catalogue(struct str language)
{
    for (size_t i = 0; i < COUNT_OF(CATALOGUES); i++)
        if (str_eq(CATALOGUES[i].language, language)) return &CATALOGUES[i];
    return NULL;
}

struct str letter_heading(const struct letter_catalogue *words, enum letter_about about)
{
    MUST(about > LETTER_ABOUT_NONE && (size_t)about <= letter_abouts.n);
    return words->words[about - 1];
}
