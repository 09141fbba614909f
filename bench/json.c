/*
 * How fast Cairn reads JSON, beside jansson on the same documents in the same run.
 *
 *     bench-json [FILE...]      one line for each file, or for documents of its own making if none is given
 *
 * Each document is parsed again and again for about a third of a second by either; the best of three rounds
 * counts. Both check UTF-8 and refuse repeated names. A line whose ratio is below 10 ends the program with 1; only
 * "escapes at random" is content with 4, because there either reader waits for the machine to find out what comes
 * next, and no order of doing things changes that.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "wire/json.h"
#include "wire/tests/jansson_oracle.h"

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool ours(struct arena *a, struct str text)
{
    struct json_value v;
    struct json_problem problem;
    struct arena_mark mark = arena_mark(a);
    bool good = !json_parse(a, text, &v, &problem);
    arena_rewind(a, mark);
    return good;
}

static bool theirs(struct arena *a, struct str text)
{
    (void)a;
    return jansson_accepts(text);
}

/* Millions of bytes a second, the best of three rounds; 0 if the document is refused. */
static double rate(struct arena *a, struct str text, bool (*parse)(struct arena *, struct str))
{
    double best = 0;
    for (int round = 0; round < 3; round++) {
        double start = seconds(), now;
        size_t bytes = 0;
        do {
            if (!parse(a, text)) return 0;
            bytes += text.n;
            now = seconds();
        } while (now - start < 0.1);
        double mine = (double)bytes / (now - start) / 1e6;
        if (mine > best) best = mine;
    }
    return best;
}

static bool measure_wishing(struct arena *a, const char *name, struct str text, double wish)
{
    double our = rate(a, text, ours), their = rate(a, text, theirs);
    size_t n = strlen(name);
    printf("%-40s %10zu %9.0f %9.1f %7.1f\n", n > 40 ? name + n - 40 : name, text.n, our, their,
        their > 0 ? our / their : 0.0);
    return our >= wish * their && our > 0;
}

static bool measure(struct arena *a, const char *name, struct str text)
{
    return measure_wishing(a, name, text, 10);
}

static struct str file_read(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return STR_NONE;
    struct buf b = buf_new(a, 1 << 20, LIMIT_JSON_DOCUMENT);
    char piece[65536];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) buf_add(&b, (struct str){piece, n});
    fclose(f);
    return buf_str(&b);
}

/* One observation of a bundle, with line breaks and indentation if pretty. */
static void add_observation(struct buf *b, int i, bool pretty)
{
    static const char *const lines[] = {"6{", "7\"fullUrl\": \"urn:uuid:4e8ed886-fd5f-40bb-8feb-%012d\",",
        "7\"resource\": {", "8\"resourceType\": \"Observation\",", "8\"id\": \"obs-%d\",",
        "8\"status\": \"final\",", "8\"code\": {", "9\"coding\": [", "a{",
        "b\"system\": \"http://snomed.info/sct\",", "b\"code\": \"75367002\",", "b\"display\": \"Blood pressure\"",
        "a}", "9],", "9\"text\": \"Blood pressure\"", "8},", "8\"subject\": {",
        "9\"reference\": \"Patient/9990010005\",", "9\"display\": \"Zoë Ní Bhriain\"", "8},",
        "8\"effectiveDateTime\": \"2026-03-14T10:20:00+00:00\",", "8\"valueQuantity\": {", "9\"value\": 132.50,",
        "9\"unit\": \"mmHg\",", "9\"system\": \"http://unitsofmeasure.org\",", "9\"code\": \"mm[Hg]\"", "8},",
        "8\"note\": [", "9{", "a\"text\": \"Sat, left arm.\\nRepeat \\\"soon\\\".\"", "9}", "8]", "7}", "6}"};
    for (size_t k = 0; k < COUNT_OF(lines); k++) {
        const char *p = lines[k] + 1;
        int indent = lines[k][0] <= '9' ? lines[k][0] - '0' : lines[k][0] - 'a' + 10;
        if (pretty) buf_printf(b, "\n%*s", indent * 2 - 8, "");
        for (; *p; p++) {
            if (*p == '%') {
                buf_printf(b, "%012d", i);
                while (*p != 'd') p++;
            } else if (pretty || p[0] != ' ' || p[-1] != ':') {
                buf_byte(b, *p);
            }
        }
    }
}

static struct str bundle(struct arena *a, int count, bool pretty)
{
    struct buf b = buf_new(a, 1 << 20, LIMIT_JSON_DOCUMENT);
    buf_add(&b, STR("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["));
    for (int i = 0; i < count; i++) {
        if (i) buf_byte(&b, ',');
        add_observation(&b, i, pretty);
    }
    buf_add(&b, STR("]}"));
    return buf_str(&b);
}

/* An array of `count` copies of an item. */
static struct str many(struct arena *a, int count, struct str item)
{
    struct buf b = buf_new(a, 1 << 20, LIMIT_JSON_DOCUMENT);
    for (int i = 0; i < count; i++) {
        buf_byte(&b, i ? ',' : '[');
        buf_add(&b, item);
    }
    buf_byte(&b, ']');
    return buf_str(&b);
}

static struct str wide_object(struct arena *a)
{
    struct buf b = buf_new(a, 1 << 20, LIMIT_JSON_DOCUMENT);
    for (int i = 0; i < LIMIT_JSON_KEYS; i++) buf_printf(&b, "%c\"name-%d\":\"value %d\"", i ? ',' : '{', i, i);
    buf_byte(&b, '}');
    return buf_str(&b);
}

/* Escapes and plain text in an order that no machine can learn. */
static struct str shuffled(struct arena *a)
{
    static const char *const parts[] = {
        "\\n", "\\\"", "\\u00e9", "\\ud83d\\ude00", "\\t", "a", "the", "é", "and more"};
    struct buf b = buf_new(a, 1 << 20, LIMIT_JSON_DOCUMENT);
    uint32_t state = 1;
    buf_add(&b, STR("[\"\""));
    for (int i = 0; i < 20000; i++) {
        buf_add(&b, STR(",\""));
        for (int k = 0; k < 10; k++) {
            state = state * 1664525u + 1013904223u;
            buf_add(&b, str_from_cstr(parts[(state >> 16) % COUNT_OF(parts)]));
        }
        buf_byte(&b, '"');
    }
    buf_byte(&b, ']');
    return buf_str(&b);
}

static bool measure_own(struct arena *a)
{
    bool good = measure(a, "bundle, 4 resources, pretty", bundle(a, 4, true));
    good &= measure(a, "bundle, 4 resources, compact", bundle(a, 4, false));
    good &= measure(a, "bundle, 1,000 resources, pretty", bundle(a, 1000, true));
    good &= measure(a, "bundle, 1,000 resources, compact", bundle(a, 1000, false));
    good &= measure(a, "bundle, 50,000 resources, compact", bundle(a, 50000, false));
    good &= measure(a, "numbers", many(a, 50000, STR("-132.50")));
    good &= measure(a, "one digit each", many(a, 50000, STR("1")));
    good &= measure(a, "empty objects", many(a, 50000, STR("{}")));
    good &= measure(a, "short strings", many(a, 50000, STR("\"final\"")));
    good &= measure(a, "accented text", many(a, 20000, STR("\"Zoë Ní Bhriain, Siân Ó Dálaigh, Łukasz Żółć\"")));
    good &= measure(a, "text in Chinese", many(a, 20000, STR("\"患者今天感觉很好没有疼痛并且睡眠充足\"")));
    good &= measure(a, "escapes", many(a, 20000, STR("\"a\\nb\\\"c\\\"\\u00e9\\ud83d\\ude00 and more\"")));
    good &= measure(
        a, "nothing but short escapes", many(a, 20000, STR("\"\\n\\t\\\"\\\\\\/\\n\\r\\n\\n\\t\\t\\\"\"")));
    good &= measure(a, "nothing but \\u", many(a, 20000, STR("\"\\u00e9\\u20ac\\u0041\\u017c\\u60a3\\u8005\"")));
    good &= measure(
        a, "nothing but surrogate pairs", many(a, 20000, STR("\"\\ud83d\\ude00\\ud83d\\udc4d\\ud83c\\udff4\"")));
    good &= measure(a, "text with line ends",
        many(a, 20000, STR("\"Seen at home.\\nLeft a leaflet, will ring on Monday.\\n\"")));
    good &= measure_wishing(a, "escapes at random", shuffled(a), 4);
    good &= measure(a, "object of 4,096 names", wide_object(a));
    good &= measure(a, "objects of 20 names",
        many(a, 5000,
            STR("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,"
                "\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,\"r\":1,\"s\":1,\"t\":1}")));
    return good;
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    arena_init(&a, (size_t)1 << 30);
    bool good = true;
    printf("%-40s %10s %9s %9s %7s\n", "document", "bytes", "ours MB/s", "jansson", "ratio");
    for (int i = 1; i < argc; i++) {
        struct str text = file_read(&a, argv[i]);
        if (!text.p) {
            fprintf(stderr, "%s: can't be read\n", argv[i]);
            return 2;
        }
        good &= measure(&a, argv[i], text);
    }
    if (argc == 1) good = measure_own(&a);
    arena_release(&a);
    return good ? 0 : 1;
}
