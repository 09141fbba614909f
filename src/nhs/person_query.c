#include "nhs/person_query.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "nhs/name_match.h"
#include "nhs/telephone.h"
#include "nhs/typed.h"

enum {
    TOKENS = LIMIT_LINE / 2 + 1, /* a token and a space for each, so a line of LIMIT_LINE can't hold more */
    NHS_NUMBER_TOKENS = 10,      /* "9 9 9 1 2 3 4 5 6 7" */
    TELEPHONE_TOKENS = 6,
    PART_OF_TELEPHONE = 6, /* digits from which the start of a number is worth looking up */
    EARLIEST_YEAR = 1880,
    LATEST_YEAR = 2100,
};

/* The line as tokens; spans of neighbours are read in place, as they were typed. */
struct reader {
    struct arena *arena;
    struct str tokens[TOKENS];
    size_t n, at;
    bool ends_open; /* no space after the last token */
    struct person_query *q;
};

/* Every kind of space becomes one space, every dash a hyphen. Never grows. */
static struct str plain_spaces(struct arena *a, struct str typed)
{
    struct buf out = buf_new(a, typed.n + 1, typed.n + 1);
    while (typed.n) {
        size_t space = typed_space(typed), dash = typed_dash(typed), used = space ? space : dash ? dash : 1;
        bool control = (unsigned char)typed.p[0] < ' ';
        buf_add(&out, space || control ? STR(" ") : dash ? STR("-") : str_slice(typed, 0, 1));
        typed = str_skip(typed, used);
    }
    return buf_str(&out);
}

static void tokenise(struct reader *r, struct str line)
{
    size_t at = 0;
    while (at < line.n) {
        size_t from = at;
        while (at < line.n && !memchr(" ,;", line.p[at], 3)) at++;
        if (at > from && r->n < TOKENS) r->tokens[r->n++] = str_slice(line, from, at);
        r->ends_open = at == line.n && at > from;
        at++;
    }
}

static struct str span(const struct reader *r, size_t tokens)
{
    struct str first = r->tokens[r->at], last = r->tokens[r->at + tokens - 1];
    return (struct str){first.p, (size_t)(last.p + last.n - first.p)};
}

static size_t tokens_left(const struct reader *r, size_t most)
{
    size_t left = r->n - r->at;
    return left < most ? left : most;
}

/* Nothing but digits and the marks that stand between them. */
static bool is_numeric(struct str s)
{
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) {
        bool is_digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (!is_digit && !memchr(" -+()./", s.p[i], 7)) return false;
        digit = digit || is_digit;
    }
    return digit;
}

static size_t numeric_run(const struct reader *r, size_t most)
{
    size_t n = 0, left = tokens_left(r, most);
    while (n < left && is_numeric(r->tokens[r->at + n])) n++;
    return n;
}

static bool take_nhs_number(struct reader *r, size_t tokens)
{
    struct nhs_number number;
    if (!tokens || nhs_number_parse(span(r, tokens), &number) != NHS_NUMBER_FAULT_NONE) return false;
    if (nhs_number_is_set(r->q->nhs_number) && !nhs_number_eq(r->q->nhs_number, number)) r->q->left_out = true;
    if (!nhs_number_is_set(r->q->nhs_number)) r->q->nhs_number = number;
    r->at += tokens;
    return true;
}

/* A whole run of ten digits outweighs a date in it: the check digit leaves little to chance. */
static bool take_whole_nhs_number(struct reader *r)
{
    size_t run = numeric_run(r, NHS_NUMBER_TOKENS + 1);
    return run <= NHS_NUMBER_TOKENS && take_nhs_number(r, run);
}

static bool take_any_nhs_number(struct reader *r)
{
    for (size_t n = numeric_run(r, NHS_NUMBER_TOKENS); n > 0; n--)
        if (take_nhs_number(r, n)) return true;
    return false;
}

/* "4th March 1943" without its "th". */
static struct str without_ordinal(struct arena *a, struct str s)
{
    static const struct str endings[] = {STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th")};
    size_t digits = 0;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9') digits++;
    struct str ending = str_slice(s, digits, digits + 2), rest = str_skip(s, digits + 2);
    for (size_t i = 0; i < COUNT_OF(endings) && digits && rest.n; i++)
        if (str_eq_nocase(ending, endings[i]))
            return str_printf(a, "%.*s%.*s", STR_ARG(str_slice(s, 0, digits)), STR_ARG(rest));
    return s;
}

static bool take_date(struct reader *r)
{
    for (size_t n = tokens_left(r, 3); n > 0; n--) {
        struct date date;
        if (!date_from_typed(without_ordinal(r->arena, span(r, n)), &date)) continue;
        int year = date_parts(date).year;
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) continue;
        if (r->q->n_dates < PERSON_QUERY_DATES)
            r->q->dates[r->q->n_dates++] = date;
        else
            r->q->left_out = true;
        r->at += n;
        return true;
    }
    return false;
}

/* "4/3/43" */
static bool take_short_date(struct reader *r)
{
    struct str s = r->tokens[r->at];
    size_t marks = 0;
    for (size_t i = 0; i < s.n; i++) marks += memchr("/.-", s.p[i], 3) != NULL;
    if (marks != 2 || s.n > 8 || !is_numeric(s) || memchr("/.-", s.p[s.n - 1], 3)) return false;
    r->q->year_too_short = true;
    r->at++;
    return true;
}

static bool take_year(struct reader *r)
{
    int64_t year;
    if (!str_int(r->tokens[r->at], EARLIEST_YEAR, LATEST_YEAR, &year)) return false;
    r->q->year = (int)year;
    r->at++;
    return true;
}

static void add_telephone(struct reader *r, struct str number)
{
    if (r->q->n_telephones < PERSON_QUERY_TELEPHONES)
        r->q->telephones[r->q->n_telephones++] = number;
    else
        r->q->left_out = true;
}

static bool take_telephone(struct reader *r)
{
    for (size_t n = numeric_run(r, TELEPHONE_TOKENS); n > 0; n--) {
        struct str number;
        if (!telephone_normalise(r->arena, span(r, n), &number)) continue;
        if (!telephone_is_whole(number) && !str_starts(number, STR("+"))) continue;
        struct nhs_number unused;
        if (nhs_number_parse(span(r, n), &unused) == NHS_NUMBER_FAULT_CHECK_DIGIT)
            r->q->nhs_number_fault = NHS_NUMBER_FAULT_CHECK_DIGIT;
        add_telephone(r, number);
        r->at += n;
        return true;
    }
    return false;
}

/* Ten digits that fail the check: perhaps a telephone number that a spreadsheet robbed of its 0. */
static bool take_ten_digits(struct reader *r)
{
    for (size_t n = numeric_run(r, NHS_NUMBER_TOKENS); n > 0; n--) {
        struct nhs_number unused;
        struct str number;
        if (nhs_number_parse(span(r, n), &unused) != NHS_NUMBER_FAULT_CHECK_DIGIT) continue;
        r->q->nhs_number_fault = NHS_NUMBER_FAULT_CHECK_DIGIT;
        if (telephone_normalise(r->arena, span(r, n), &number))
            add_telephone(r, str_printf(r->arena, "0%.*s", STR_ARG(number)));
        r->at += n;
        return true;
    }
    return false;
}

/* Any other number: the start of a telephone number, or an NHS number that went wrong. */
static bool take_other_number(struct reader *r)
{
    struct nhs_number unused;
    struct str s = r->tokens[r->at], number;
    enum nhs_number_fault fault = nhs_number_parse(s, &unused);
    if (fault ==
        NHS_NUMBER_FAULT_SPREADSHEET) { // NOLINT(bugprone-branch-clone): the order of the questions counts
        r->q->nhs_number_fault = fault;
    } else if (!is_numeric(s)) {
        return false;
    } else if (s.p[0] == '0' && telephone_normalise(r->arena, s, &number) && number.n >= PART_OF_TELEPHONE) {
        add_telephone(r, number);
    } else if (fault == NHS_NUMBER_FAULT_NINE_DIGITS || fault == NHS_NUMBER_FAULT_TOO_LONG) {
        r->q->nhs_number_fault = fault;
    } else {
        r->q->left_out = true;
    }
    r->at++;
    return true;
}

static bool take_postcode(struct reader *r)
{
    struct postcode code;
    for (int part = 0; part < 2; part++) {
        for (size_t n = tokens_left(r, 2); n > 0; n--) {
            bool good = part ? postcode_part_parse(span(r, n), &code) : postcode_parse(span(r, n), &code);
            if (!good) continue;
            if (r->q->postcode.n) r->q->left_out = true;
            r->q->postcode = code;
            r->q->postcode_is_part = part;
            r->at += n;
            return true;
        }
    }
    return false;
}

static bool is_title_or_label(struct str word)
{
    static const struct str words[] = {STR_INIT("mr"), STR_INIT("mrs"), STR_INIT("ms"), STR_INIT("miss"),
        STR_INIT("mx"), STR_INIT("dr"), STR_INIT("prof"), STR_INIT("rev"), STR_INIT("dob"), STR_INIT("nhs"),
        STR_INIT("tel")};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(words[i], word)) return true;
    return false;
}

static void take_words(struct reader *r)
{
    struct str token = r->tokens[r->at++];
    struct name_words words = name_words(r->arena, token);
    bool label = str_ends(token, STR(":"));
    r->q->last_is_prefix = false;
    if (!words.n) r->q->left_out = true;
    for (size_t i = 0; i < words.n; i++) {
        if (label || (r->n > 1 && is_title_or_label(words.items[i]))) continue;
        if (r->q->n_words == PERSON_QUERY_WORDS) {
            r->q->left_out = true;
            return;
        }
        r->q->words[r->q->n_words++] = words.items[i];
        r->q->last_is_prefix = r->at == r->n && r->ends_open;
    }
}

struct person_query person_query_parse(struct arena *a, struct str typed)
{
    struct person_query q = {.nhs_number = NHS_NUMBER_NONE};
    if (!utf8_is_valid(typed, NULL) || utf8_length(typed) > LIMIT_LINE) {
        q.too_long = true;
        return q;
    }
    struct reader r = {.arena = a, .q = &q};
    tokenise(&r, plain_spaces(a, typed));
    while (r.at < r.n) {
        bool taken = take_whole_nhs_number(&r) || take_date(&r) || take_any_nhs_number(&r) || take_telephone(&r) ||
            take_ten_digits(&r) || take_short_date(&r) || take_year(&r) || take_postcode(&r) ||
            take_other_number(&r);
        if (!taken) take_words(&r);
    }
    return q;
}

bool person_query_is_empty(const struct person_query *q)
{
    return !nhs_number_is_set(q->nhs_number) && !q->n_dates && !q->year && !q->postcode.n && !q->n_telephones &&
        !q->n_words;
}
