#include "care/plan/plan_headings.h"

#define W(name, text) [PLAN_HEADING_##name] = STR_INIT(text)

// clang-format off
static const struct plan_catalogue CATALOGUES[] = {
    {STR_INIT("en"), true, false,
        {W(PLAN, "My plan"), W(CHANGED, "What changed since your last copy"), W(MATTERS, "What matters to me"),
            W(SUPPORT_ME, "How best to support me"), W(GOALS, "My goals"), W(NEEDS, "What I need"),
            W(MYSELF, "What I do myself"), W(CONNECTED, "Support I am connected to"),
            W(CHANGE, "If things change"), W(HEALTH, "Health others need to know of"),
            W(OTHER, "Choices, money and other plans"), W(SHARED, "What may be shared"),
            W(QUESTIONS, "Questions about this plan"),
            W(IN_ENGLISH, "This plan is in English. Ask us, and somebody will explain it to you.")}},
    {STR_INIT("pl"), false, false,
        {W(PLAN, "Mój plan"), W(CHANGED, "Co się zmieniło od ostatniej kopii"),
            W(MATTERS, "Co jest dla mnie ważne"), W(SUPPORT_ME, "Jak najlepiej mnie wspierać"),
            W(GOALS, "Moje cele"), W(NEEDS, "Czego potrzebuję"), W(MYSELF, "Co robię sam(a)"),
            W(CONNECTED, "Kto mi pomaga"), W(CHANGE, "Jeśli coś się zmieni"),
            W(HEALTH, "Co inni powinni wiedzieć o moim zdrowiu"), W(OTHER, "Wybory, pieniądze i inne plany"),
            W(SHARED, "Czym można się dzielić"), W(QUESTIONS, "Pytania dotyczące tego planu"),
            W(IN_ENGLISH, "Ten plan jest po angielsku. Na Państwa prośbę ktoś wyjaśni jego treść.")}},
    {STR_INIT("ur"), false, true,
        {W(PLAN, "میرا منصوبہ"), W(CHANGED, "پچھلی نقل کے بعد کیا بدلا"), W(MATTERS, "میرے لیے کیا اہم ہے"),
            W(SUPPORT_ME, "میری بہترین مدد کیسے کریں"), W(GOALS, "میرے مقاصد"), W(NEEDS, "مجھے کیا چاہیے"),
            W(MYSELF, "میں خود کیا کرتا/کرتی ہوں"), W(CONNECTED, "میری مدد کون کرتا ہے"),
            W(CHANGE, "اگر حالات بدل جائیں"), W(HEALTH, "میری صحت کے بارے میں دوسروں کو کیا جاننا چاہیے"),
            W(OTHER, "انتخاب، پیسے اور دوسرے منصوبے"), W(SHARED, "کیا بتایا جا سکتا ہے"),
            W(QUESTIONS, "اس منصوبے کے بارے میں سوالات"),
            W(IN_ENGLISH, "یہ منصوبہ انگریزی میں ہے۔ ہم سے کہیں، کوئی آپ کو سمجھا دے گا۔")}},
    {STR_INIT("bn"), false, false,
        {W(PLAN, "আমার পরিকল্পনা"), W(CHANGED, "আগের কপির পর যা বদলেছে"),
            W(MATTERS, "আমার কাছে যা গুরুত্বপূর্ণ"),
            W(SUPPORT_ME, "আমাকে কীভাবে সবচেয়ে ভালো সাহায্য করা যায়"), W(GOALS, "আমার লক্ষ্য"),
            W(NEEDS, "আমার যা প্রয়োজন"), W(MYSELF, "আমি নিজে যা করি"), W(CONNECTED, "কারা আমাকে সাহায্য করেন"),
            W(CHANGE, "পরিস্থিতি বদলালে"), W(HEALTH, "আমার স্বাস্থ্য সম্পর্কে অন্যদের যা জানা দরকার"),
            W(OTHER, "পছন্দ, অর্থ ও অন্যান্য পরিকল্পনা"), W(SHARED, "যা জানানো যেতে পারে"),
            W(QUESTIONS, "এই পরিকল্পনা সম্পর্কে প্রশ্ন"),
            W(IN_ENGLISH, "এই পরিকল্পনা ইংরেজিতে লেখা। আমাদের বলুন, কেউ আপনাকে বুঝিয়ে দেবেন।")}},
    {STR_INIT("ar"), false, true,
        {W(PLAN, "خطتي"), W(CHANGED, "ما الذي تغيّر منذ نسختك السابقة"), W(MATTERS, "ما يهمني"),
            W(SUPPORT_ME, "أفضل طريقة لدعمي"), W(GOALS, "أهدافي"), W(NEEDS, "ما أحتاج إليه"),
            W(MYSELF, "ما أفعله بنفسي"), W(CONNECTED, "من يساعدني"), W(CHANGE, "إذا تغيرت الأمور"),
            W(HEALTH, "ما يحتاج الآخرون إلى معرفته عن صحتي"), W(OTHER, "الخيارات والمال والخطط الأخرى"),
            W(SHARED, "ما يجوز إخبار الآخرين به"), W(QUESTIONS, "أسئلة عن هذه الخطة"),
            W(IN_ENGLISH, "هذه الخطة باللغة الإنجليزية. اطلب منا وسيشرحها لك أحد.")}},
    {STR_INIT("ro"), false, false,
        {W(PLAN, "Planul meu"), W(CHANGED, "Ce s-a schimbat de la copia anterioară"),
            W(MATTERS, "Ce este important pentru mine"), W(SUPPORT_ME, "Cum pot fi sprijinit(ă) cel mai bine"),
            W(GOALS, "Obiectivele mele"), W(NEEDS, "De ce am nevoie"), W(MYSELF, "Ce fac singur(ă)"),
            W(CONNECTED, "Cine mă ajută"), W(CHANGE, "Dacă se schimbă ceva"),
            W(HEALTH, "Ce trebuie să știe alții despre sănătatea mea"), W(OTHER, "Alegeri, bani și alte planuri"),
            W(SHARED, "Ce se poate împărtăși"), W(QUESTIONS, "Întrebări despre acest plan"),
            W(IN_ENGLISH, "Acest plan este în engleză. Cereți-ne, iar cineva vi-l va explica.")}},
    {STR_INIT("pa"), false, false,
        {W(PLAN, "ਮੇਰੀ ਯੋਜਨਾ"), W(CHANGED, "ਪਿਛਲੀ ਕਾਪੀ ਤੋਂ ਬਾਅਦ ਕੀ ਬਦਲਿਆ"),
            W(MATTERS, "ਮੇਰੇ ਲਈ ਕੀ ਮਹੱਤਵਪੂਰਨ ਹੈ"),
            W(SUPPORT_ME, "ਮੇਰੀ ਸਭ ਤੋਂ ਵਧੀਆ ਮਦਦ ਕਿਵੇਂ ਕਰੀਏ"), W(GOALS, "ਮੇਰੇ ਟੀਚੇ"),
            W(NEEDS, "ਮੈਨੂੰ ਕੀ ਚਾਹੀਦਾ ਹੈ"),
            W(MYSELF, "ਮੈਂ ਆਪ ਕੀ ਕਰਦਾ/ਕਰਦੀ ਹਾਂ"), W(CONNECTED, "ਮੇਰੀ ਮਦਦ ਕੌਣ ਕਰਦਾ ਹੈ"),
            W(CHANGE, "ਜੇ ਹਾਲਾਤ ਬਦਲ ਜਾਣ"), W(HEALTH, "ਮੇਰੀ ਸਿਹਤ ਬਾਰੇ ਹੋਰਾਂ ਨੂੰ ਕੀ ਜਾਣਨ ਦੀ ਲੋੜ ਹੈ"),
            W(OTHER, "ਚੋਣਾਂ, ਪੈਸੇ ਅਤੇ ਹੋਰ ਯੋਜਨਾਵਾਂ"), W(SHARED, "ਕੀ ਦੱਸਿਆ ਜਾ ਸਕਦਾ ਹੈ"),
            W(QUESTIONS, "ਇਸ ਯੋਜਨਾ ਬਾਰੇ ਸਵਾਲ"),
            W(IN_ENGLISH, "ਇਹ ਯੋਜਨਾ ਅੰਗਰੇਜ਼ੀ ਵਿੱਚ ਹੈ। ਸਾਨੂੰ ਕਹੋ, ਕੋਈ ਤੁਹਾਨੂੰ ਸਮਝਾ ਦੇਵੇਗਾ।")}},
};
// clang-format on

const struct plan_catalogue *plan_catalogue_at(size_t i)
{
    return i < COUNT_OF(CATALOGUES) ? &CATALOGUES[i] : NULL;
}

const struct plan_catalogue *plan_catalogue(struct str language)
{
    for (size_t i = 0; i < COUNT_OF(CATALOGUES); i++)
        if (str_eq(CATALOGUES[i].language, language)) return &CATALOGUES[i];
    return NULL;
}

enum plan_heading plan_heading_of(struct str id)
{
    static const struct str IDS[] = {
#define PLAN_HEADING_ID(name, id) STR_INIT(id),
        PLAN_HEADING_LIST(PLAN_HEADING_ID)
#undef PLAN_HEADING_ID
    };
    for (size_t i = 0; id.n && i < COUNT_OF(IDS); i++)
        if (str_eq(IDS[i], id)) return (enum plan_heading)i;
    return PLAN_HEADINGS;
}
