#include "nhs/vocabulary.h"

bool vocabulary_find(const struct vocabulary *list, struct str code, int *ret)
{
    for (size_t i = 0; i < list->n; i++) {
        if (str_eq(list->terms[i].code, code)) {
            *ret = (int)i + 1;
            return true;
        }
    }
    return false;
}

static const struct term *term_of(const struct vocabulary *list, int value)
{
    if (value < 0 || (size_t)value > list->n) BUG("value %d of a list of %zu", value, list->n);
    return value ? &list->terms[value - 1] : NULL;
}

struct str vocabulary_code(const struct vocabulary *list, int value)
{
    const struct term *term = term_of(list, value);
    return term ? term->code : STR_NONE;
}

struct str vocabulary_label(const struct vocabulary *list, int value)
{
    const struct term *term = term_of(list, value);
    return term ? term->label : STR("Not recorded");
}

#define VOCABULARY_TERM(name, code, label) {STR_INIT(code), STR_INIT(label)},
#define VOCABULARY_DEFINE(NAME, noun) \
    static const struct term noun##_terms[] = {NAME##_LIST(VOCABULARY_TERM)}; \
    const struct vocabulary noun##_vocabulary = {noun##_terms, COUNT_OF(noun##_terms)}; \
    struct str noun##_code(enum noun value) \
    { \
        return vocabulary_code(&noun##_vocabulary, (int)value); \
    } \
    struct str noun##_label(enum noun value) \
    { \
        return vocabulary_label(&noun##_vocabulary, (int)value); \
    } \
    bool noun##_from_code(struct str code, enum noun *ret) \
    { \
        int value; \
        if (!vocabulary_find(&noun##_vocabulary, code, &value)) return false; \
        *ret = (enum noun)value; \
        return true; \
    }
VOCABULARY_LISTS(VOCABULARY_DEFINE)

// clang-format off
#define LANGUAGE_LIST(X) \
    X("en", "English") X("sq", "Albanian") X("am", "Amharic") X("ar", "Arabic") X("hy", "Armenian") \
    X("az", "Azerbaijani") X("eu", "Basque") X("bn", "Bengali") X("bfi", "British Sign Language (BSL)") \
    X("bg", "Bulgarian") X("my", "Burmese") X("yue", "Cantonese") X("hr", "Croatian") X("cs", "Czech") \
    X("da", "Danish") X("prs", "Dari") X("nl", "Dutch") X("et", "Estonian") X("fil", "Filipino (Tagalog)") \
    X("fi", "Finnish") X("fr", "French") X("ka", "Georgian") X("de", "German") X("el", "Greek") \
    X("gu", "Gujarati") X("ha", "Hausa") X("he", "Hebrew") X("hi", "Hindi") X("hu", "Hungarian") \
    X("ig", "Igbo") X("id", "Indonesian") X("ga", "Irish") X("it", "Italian") X("ja", "Japanese") \
    X("kn", "Kannada") X("ko", "Korean") X("kmr", "Kurdish (Kurmanji)") X("ckb", "Kurdish (Sorani)") \
    X("lv", "Latvian") X("ln", "Lingala") X("lt", "Lithuanian") X("lg", "Luganda") X("ms", "Malay") \
    X("ml", "Malayalam") X("cmn", "Mandarin") X("mr", "Marathi") X("ne", "Nepali") X("no", "Norwegian") \
    X("ps", "Pashto") X("fa", "Persian (Farsi)") X("pl", "Polish") X("pt", "Portuguese") X("pa", "Punjabi") \
    X("rom", "Romani") X("ro", "Romanian") X("ru", "Russian") X("sr", "Serbian") X("sn", "Shona") \
    X("si", "Sinhala") X("sk", "Slovak") X("sl", "Slovenian") X("so", "Somali") X("es", "Spanish") \
    X("sw", "Swahili") X("sv", "Swedish") X("syl", "Sylheti") X("ta", "Tamil") X("te", "Telugu") \
    X("th", "Thai") X("ti", "Tigrinya") X("tr", "Turkish") X("tw", "Twi (Akan)") X("uk", "Ukrainian") \
    X("ur", "Urdu") X("uz", "Uzbek") X("vi", "Vietnamese") X("cy", "Welsh") X("wo", "Wolof") \
    X("yi", "Yiddish") X("yo", "Yoruba")
// clang-format on

static const struct term language_terms[] = {
#define LANGUAGE_TERM(code, label) {STR_INIT(code), STR_INIT(label)},
    LANGUAGE_LIST(LANGUAGE_TERM)};
const struct vocabulary language_vocabulary = {language_terms, COUNT_OF(language_terms)};

struct str language_label(struct str code)
{
    int value;
    if (!code.n) return vocabulary_label(&language_vocabulary, 0);
    return vocabulary_find(&language_vocabulary, code, &value) ? language_terms[value - 1].label : code;
}
