/* What the columns of a table hold, by their headings. */
#include "wire/gp_table.h"

#include "base/buf.h"
#include "base/utf8.h"

static const struct {
    struct str word, label;
} ROLES[] = {
#define ROLE_ROW(name, word, label) {STR_INIT(word), STR_INIT(label)},
    GP_ROLE_LIST(ROLE_ROW)
#undef ROLE_ROW
};

struct str gp_role_word(enum gp_role role)
{
    MUST((size_t)role < COUNT_OF(ROLES));
    return ROLES[role].word;
}

struct str gp_role_label(enum gp_role role)
{
    MUST((size_t)role < COUNT_OF(ROLES));
    return ROLES[role].label;
}

bool gp_role_from_word(struct str word, enum gp_role *ret)
{
    for (size_t i = 0; i < COUNT_OF(ROLES); i++)
        if (str_eq(ROLES[i].word, word)) {
            *ret = (enum gp_role)i;
            return true;
        }
    return false;
}

/* ---- what a heading means ---- */

/* Small letters and digits alone, without "Patient" before them: how the tables below spell headings. */
enum { SPELT_MOST = 64 };
struct spelt {
    char bytes[SPELT_MOST];
    size_t n;
};
static struct str spell(struct str heading, struct spelt *ret)
{
    ret->n = 0;
    for (size_t i = 0; i < heading.n && ret->n < SPELT_MOST; i++) {
        char c = heading.p[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) ret->bytes[ret->n++] = c;
    }
    struct str s = {ret->bytes, ret->n};
    if (str_starts(s, STR("patients"))) return str_skip(s, 8);
    return str_starts(s, STR("patient")) ? str_skip(s, 7) : s;
}

/* Whole headings. */
static const struct {
    const char *spelt;
    enum gp_role role;
} KNOWN[] = {{"nhsnumber", GP_NHS_NUMBER}, {"nhsno", GP_NHS_NUMBER}, {"nhs", GP_NHS_NUMBER},
    {"nhsnum", GP_NHS_NUMBER}, {"newnhsnumber", GP_NHS_NUMBER}, {"emisnumber", GP_LOCAL_ID},
    {"systmoneid", GP_LOCAL_ID}, {"localid", GP_LOCAL_ID}, {"id", GP_LOCAL_ID}, {"title", GP_TITLE},
    {"surname", GP_FAMILY}, {"familyname", GP_FAMILY}, {"lastname", GP_FAMILY}, {"forename", GP_GIVEN},
    {"forenames", GP_GIVEN}, {"firstname", GP_GIVEN}, {"firstnames", GP_GIVEN}, {"givenname", GP_GIVEN},
    {"givennames", GP_GIVEN}, {"name", GP_WHOLE_NAME}, {"fullname", GP_WHOLE_NAME}, {"callingname", GP_PREFERRED},
    {"preferredname", GP_PREFERRED}, {"knownas", GP_PREFERRED}, {"dateofbirth", GP_BORN}, {"dob", GP_BORN},
    {"birthdate", GP_BORN}, {"born", GP_BORN}, {"gender", GP_GENDER}, {"sex", GP_GENDER},
    {"gendershort", GP_GENDER}, {"housenameflatnumber", GP_HOUSE}, {"housename", GP_HOUSE},
    {"flatnumber", GP_HOUSE}, {"numberandstreet", GP_ADDRESS_1}, {"addressline1", GP_ADDRESS_1},
    {"address1", GP_ADDRESS_1}, {"street", GP_ADDRESS_1}, {"locality", GP_ADDRESS_2},
    {"addressline2", GP_ADDRESS_2}, {"address2", GP_ADDRESS_2}, {"village", GP_ADDRESS_2}, {"town", GP_TOWN},
    {"city", GP_TOWN}, {"addressline3", GP_TOWN}, {"address3", GP_TOWN}, {"county", GP_COUNTY},
    {"addressline4", GP_COUNTY}, {"address4", GP_COUNTY}, {"address", GP_WHOLE_ADDRESS},
    {"fulladdress", GP_WHOLE_ADDRESS}, {"postcode", GP_POSTCODE}, {"hometelephone", GP_HOME_PHONE},
    {"homephone", GP_HOME_PHONE}, {"telephone", GP_HOME_PHONE}, {"telephonenumber", GP_HOME_PHONE},
    {"phone", GP_HOME_PHONE}, {"mobiletelephone", GP_MOBILE_PHONE}, {"mobile", GP_MOBILE_PHONE},
    {"mobilephone", GP_MOBILE_PHONE}, {"mobilenumber", GP_MOBILE_PHONE}, {"email", GP_EMAIL},
    {"emailaddress", GP_EMAIL}, {"organisationcode", GP_PRACTICE_CODE}, {"practicecode", GP_PRACTICE_CODE},
    {"odscode", GP_PRACTICE_CODE}, {"gppracticecode", GP_PRACTICE_CODE},
    {"registeredpracticecode", GP_PRACTICE_CODE}, {"organisationname", GP_PRACTICE_NAME},
    {"practicename", GP_PRACTICE_NAME}, {"practice", GP_PRACTICE_NAME}, {"registeredpractice", GP_PRACTICE_NAME},
    {"usualgpsfullname", GP_GP_NAME}, {"usualgp", GP_GP_NAME}, {"registeredgp", GP_GP_NAME},
    {"gpname", GP_GP_NAME}, {"namedgp", GP_GP_NAME}, {"ethnicity", GP_ETHNICITY}, {"ethniccategory", GP_ETHNICITY},
    {"ethniccategorycode", GP_ETHNICITY}, {"dateofdeath", GP_DIED}, {"deathdate", GP_DIED}, {"dod", GP_DIED},
    {"deceased", GP_HAS_DIED}, {"deceasedflag", GP_HAS_DIED}, {"died", GP_HAS_DIED},
    {"dischdeceasedflag", GP_HAS_DIED}};

/* How headings of coded columns end, the longer first; what stands before is whose code it is. */
static const struct {
    const char *words;
    enum gp_role role;
} ENDINGS[] = {{"snomed ct code", GP_CODE}, {"snomed code", GP_CODE}, {"concept id", GP_CODE},
    {"code description", GP_TERM}, {"code term", GP_TERM}, {"description", GP_TERM}, {"term", GP_TERM},
    {"rubric", GP_TERM}, {"code", GP_CODE}, {"date", GP_RECORDED}, {"numeric value", GP_VALUE},
    {"value", GP_VALUE}, {"score", GP_VALUE}, {"result", GP_VALUE}, {"units", GP_UNIT}, {"unit", GP_UNIT}};

/* Codes of something else than what somebody has. */
static const struct str NO_CODES[] = {STR_INIT("usualgpcode"), STR_INIT("gpcode"), STR_INIT("cdb"),
    STR_INIT("readcode"), STR_INIT("ctv3code"), STR_INIT("postcode"), STR_INIT("organisationcode")};

static bool ends_with_words(struct str s, struct str words)
{
    if (s.n < words.n || !str_eq_nocase(str_skip(s, s.n - words.n), words)) return false;
    return s.n == words.n || memchr(" _-", s.p[s.n - words.n - 1], 3) != NULL;
}

/* The number of a repeated column ("Code 2") tells groups apart and is no part of the ending. */
static struct str without_number(struct str s, struct str *ret_number)
{
    size_t n = s.n;
    while (n && s.p[n - 1] >= '0' && s.p[n - 1] <= '9') n--;
    *ret_number = n && n < s.n && s.n - n <= 2 ? str_skip(s, n) : STR_NONE;
    return ret_number->n ? str_trim(str_slice(s, 0, n)) : s;
}

static enum gp_role coded_role(struct str heading, struct str *ret_stem)
{
    static const struct str NO_STEM[] = {STR_INIT("event"), STR_INIT("latest"), STR_INIT("snomed")};
    struct str number, s = without_number(heading, &number);
    for (size_t i = 0; i < COUNT_OF(ENDINGS); i++) {
        struct str words = str_from_cstr(ENDINGS[i].words);
        if (!ends_with_words(s, words)) continue;
        struct str stem = str_trim(str_slice(s, 0, s.n - words.n));
        for (size_t k = 0; k < COUNT_OF(NO_STEM); k++)
            if (str_eq_nocase(stem, NO_STEM[k])) stem = STR_NONE;
        *ret_stem = stem.n ? stem : number;
        return ENDINGS[i].role;
    }
    return GP_IGNORED;
}

static enum gp_role role_of(struct str heading, struct str *ret_stem)
{
    struct spelt spelt;
    struct str s = spell(heading, &spelt);
    *ret_stem = STR_NONE;
    for (size_t i = 0; i < COUNT_OF(KNOWN); i++)
        if (str_eq(s, str_from_cstr(KNOWN[i].spelt))) return KNOWN[i].role;
    for (size_t i = 0; i < COUNT_OF(NO_CODES); i++)
        if (str_eq(s, NO_CODES[i])) return GP_IGNORED;
    return coded_role(heading, ret_stem);
}

size_t gp_heading_likeness(const struct csv_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++) {
        struct spelt spelt;
        struct str s = spell(row->cells[i], &spelt);
        for (size_t k = 0; k < COUNT_OF(KNOWN); k++) n += str_eq(s, str_from_cstr(KNOWN[k].spelt));
    }
    return n;
}

/* ---- groups ---- */

static bool is_coded(enum gp_role role)
{
    return role >= GP_CODE && role <= GP_UNIT;
}

/* A group goes on as long as its columns are of kinds that it hasn't got, and their headings begin alike. */
static void group_columns(struct gp_columns *c)
{
    unsigned has = 0;
    c->groups = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct str stem;
        c->group[i] = 0;
        if (!is_coded(c->role[i])) continue;
        (void)coded_role(c->heading[i], &stem);
        unsigned bit = 1U << (c->role[i] - GP_CODE);
        bool same = c->groups && !(has & bit) && str_eq_nocase(stem, c->stem[c->groups]);
        if (!same && c->groups == GP_RECORDS_MOST) {
            c->role[i] = GP_IGNORED;
            continue;
        }
        if (!same) {
            c->stem[++c->groups] = stem;
            has = 0;
        }
        has |= bit;
        c->group[i] = (uint8_t)c->groups;
    }
}

/* ---- columns ---- */

static struct str shown(struct arena *a, struct str cell)
{
    struct str line;
    if (!gp_line(a, cell, &line) || !line.n) return STR_NONE;
    return utf8_shorten(a, line, GP_HEADING_MOST);
}

void gp_columns_guess(struct arena *a, const struct csv_row *heading, struct gp_columns *ret)
{
    *ret = (struct gp_columns){.n = heading->n};
    bool taken[GP_ROLES] = {false};
    for (size_t i = 0; i < heading->n; i++) {
        struct str stem;
        ret->heading[i] = shown(a, heading->cells[i]);
        enum gp_role role = ret->heading[i].n ? role_of(ret->heading[i], &stem) : GP_IGNORED;
        if (!is_coded(role) && taken[role]) role = GP_IGNORED; /* the first of its kind counts */
        taken[role] = true;
        ret->role[i] = role;
    }
    group_columns(ret);
}

bool gp_columns_have(const struct gp_columns *c, enum gp_role role)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->role[i] == role) return true;
    return false;
}

struct str gp_columns_lack(const struct gp_columns *c)
{
    bool named = gp_columns_have(c, GP_FAMILY) || gp_columns_have(c, GP_WHOLE_NAME);
    if (gp_columns_have(c, GP_NHS_NUMBER) || (named && gp_columns_have(c, GP_BORN))) return STR_NONE;
    return STR("No column says who a row is about: there must be an NHS number, or a name and a date of birth");
}

struct str gp_columns_text(struct arena *a, const struct gp_columns *c)
{
    struct buf b = buf_new(a, 2048, GP_COLUMNS_TEXT_MOST);
    for (size_t i = 0; i < c->n; i++) {
        buf_add(&b, gp_role_word(c->role[i]));
        buf_byte(&b, '\t');
        buf_add(&b, c->heading[i]);
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

enum err gp_columns_from(struct str text, struct gp_columns *ret)
{
    *ret = (struct gp_columns){0};
    if (!text.n || text.n > GP_COLUMNS_TEXT_MOST || !utf8_is_valid(text, NULL)) return ERR_INVALID;
    while (text.n) {
        struct str line = str_cut(&text, '\n'), word = str_cut(&line, '\t');
        if (ret->n == CSV_CELLS_MOST || !line.p || line.n > GP_HEADING_MOST + 8 || !utf8_is_plain(line))
            return ERR_INVALID;
        if (!gp_role_from_word(word, &ret->role[ret->n])) return ERR_INVALID;
        ret->heading[ret->n++] = line;
    }
    group_columns(ret);
    return ERR_NONE;
}

bool gp_columns_are_of(struct arena *a, const struct gp_columns *c, const struct csv_row *row)
{
    if (row->n != c->n) return false;
    for (size_t i = 0; i < c->n; i++)
        if (!str_eq(shown(a, row->cells[i]), c->heading[i])) return false;
    return true;
}
