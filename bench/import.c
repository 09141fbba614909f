/*
 * How fast `cairn import fhir` is, and how much memory it takes, beside a probe of the machine in the same run.
 *
 *     bench-import CAIRN [--times N] [--from DIR] [--work DIR]
 *
 * DIR holds bundles, one person each (default: bundles of its own making). They are imported as they are, then N
 * times over (default 1,000) with fresh ids and NHS numbers, once as NDJSON and once as bundles, each into a new
 * installation, and each once more to see what doing nothing costs. MB are of one reading of the files; memory is
 * what the program and its reader had at most, together. Ends with 1 if an import is slower than 15 MB and 10,000
 * resources a second or takes more than 256 MB.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "wire/json.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PEOPLE_MOST = 1000, MEMORY_MB = 256, RESOURCES_PER_SECOND = 10000, MB_PER_SECOND = 15 };

/* One person's bundle, and the number that stands for them everywhere in it. */
struct source {
    struct str text;
    struct str number;
    struct json_value entries;
};

struct bench {
    struct arena arena;
    const char *cairn, *work;
    struct source sources[PEOPLE_MOST];
    size_t n, resources;
    int64_t next; /* nine digits of the next number to give */
    bool good;
};

static void fail(const char *what)
{
    perror(what);
    exit(2);
}

/* The next NHS number: 10 digits with a right check digit. */
static struct str fresh_number(struct bench *b, char out[11])
{
    for (;; b->next++) {
        int64_t rest = b->next;
        int sum = 0;
        for (int weight = 2; weight <= 10; weight++, rest /= 10) sum += (int)(rest % 10) * weight;
        int check = (11 - sum % 11) % 11;
        if (check == 10) continue;
        snprintf(out, 11, "%09lld%d", (long long)b->next++, check);
        return (struct str){out, 10};
    }
}

static void write_with(FILE *to, struct str text, struct str old, struct str new)
{
    while (text.n) {
        const char *at = memmem(text.p, text.n, old.p, old.n);
        size_t before = at ? (size_t)(at - text.p) : text.n;
        fwrite(text.p, 1, before, to);
        if (!at) return;
        fwrite(new.p, 1, new.n, to);
        text = str_skip(text, before + old.n);
    }
}

/* On one line: a raw line break in JSON is only ever between values. */
static struct str one_line(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, text.n, text.n);
    for (struct str rest = text; rest.p;) {
        struct str line = str_cut(&rest, '\n');
        while (line.n && line.p[0] == ' ') line = str_skip(line, 1);
        buf_add(&b, line);
    }
    return buf_str(&b);
}

static struct str file_text(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) fail(path);
    struct buf b = buf_new(a, 1 << 16, LIMIT_JSON_DOCUMENT);
    char piece[65536];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) buf_add(&b, (struct str){piece, n});
    fclose(f);
    return buf_str(&b);
}

static void add_source(struct bench *b, struct str text)
{
    struct json_value v;
    struct json_problem problem;
    if (b->n == PEOPLE_MOST || json_parse(&b->arena, text, &v, &problem)) return;
    /* "system": "…/nhs-number", then the next text that isn't "value" itself, however it is spaced */
    static const struct str mark = STR_INIT("nhs-number\""), value = STR_INIT("\"value\"");
    const char *at = memmem(text.p, text.n, mark.p, mark.n);
    if (at) at = memmem(at, (size_t)(text.p + text.n - at), value.p, value.n);
    if (at) at = memchr(at + value.n, '"', 20);
    struct json_value entries = json_get(v, STR("entry"));
    if (!at) return;
    b->sources[b->n++] = (struct source){text, {at + 1, 10}, entries};
    b->resources += json_size(entries);
}

/* Without a folder of bundles: people with a few conditions and measurements each. */
static void make_sources(struct bench *b)
{
    for (int i = 0; i < 100; i++) {
        struct buf t = buf_new(&b->arena, 8192, 1 << 20);
        char number[11];
        const char *id = fresh_number(b, number).p;
        buf_printf(&t,
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"fullUrl\":"
            "\"https://example.nhs.uk/fhir/Patient/"
            "p-%s\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p-%s\","
            "\"identifier\":[{\"system\":\"https://fhir.nhs.uk/Id/"
            "nhs-number\",\"value\":\"%s\"}],\"name\":[{\"use\":"
            "\"official\",\"family\":\"Walker%d\",\"given\":[\"Ada\"]}],\"gender\":\"female\",\"birthDate\":"
            "\"19%02d-03-04\",\"address\":[{\"line\":[\"%d High Street\"],\"city\":\"Leeds\",\"postalCode\":"
            "\"LS8 4QT\"}]}}",
            id, id, id, i, 20 + i % 70, i);
        for (int r = 0; r < 8; r++)
            buf_printf(&t,
                ",{\"fullUrl\":\"https://example.nhs.uk/fhir/Condition/p-%s-%d\",\"resource\":"
                "{\"resourceType\":\"Condition\",\"id\":\"p-%s-%d\",\"clinicalStatus\":{\"coding\":[{\"system\":"
                "\"http://terminology.hl7.org/CodeSystem/condition-clinical\",\"code\":\"active\"}]},\"code\":"
                "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"38341003\",\"display\":"
                "\"Hypertension\"}]},\"subject\":{\"reference\":\"Patient/"
                "p-%s\"},\"onsetDateTime\":\"20%02d-0%d-11\"}}",
                id, r, id, r, id, i % 20 + 1, r + 1);
        buf_printf(&t, "]}");
        add_source(b, buf_str(&t));
    }
}

static int is_json(const struct dirent *e)
{
    return str_ends(str_from_cstr(e->d_name), STR(".json"));
}

static void read_sources(struct bench *b, const char *folder)
{
    struct dirent **names;
    int n = scandir(folder, &names, is_json, alphasort);
    if (n < 0) fail(folder);
    for (int i = 0; i < n; i++)
        add_source(b,
            file_text(&b->arena, str_cstr(&b->arena, str_printf(&b->arena, "%s/%s", folder, names[i]->d_name))));
}

static FILE *create(struct bench *b, const char *name)
{
    const char *path = str_cstr(&b->arena, str_printf(&b->arena, "%s/%s", b->work, name));
    FILE *f = fopen(path, "wb");
    if (!f) fail(path);
    return f;
}

static void make_lines(struct bench *b, int times)
{
    FILE *to = create(b, "lines.ndjson");
    for (int t = 0; t < times; t++)
        for (size_t i = 0; i < b->n; i++) {
            char number[11];
            struct str new = fresh_number(b, number);
            for (struct json_each e = json_each(b->sources[i].entries); json_each_next(&e);) {
                struct arena_mark mark = arena_mark(&b->arena);
                struct str line = one_line(&b->arena, json_source(json_get(e.value, STR("resource"))));
                write_with(to, line, b->sources[i].number, new);
                fputc('\n', to);
                arena_rewind(&b->arena, mark);
            }
        }
    fclose(to);
}

static void make_bundles(struct bench *b, int times)
{
    mkdir(str_cstr(&b->arena, str_printf(&b->arena, "%s/bundles", b->work)), 0700);
    for (int t = 0; t < times; t++) {
        char name[40];
        snprintf(name, sizeof name, "bundles/%04d.json", t);
        FILE *to = create(b, name);
        const char *between = "";
        fputs("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[", to);
        for (size_t i = 0; i < b->n; i++) {
            char number[11];
            struct str new = fresh_number(b, number);
            for (struct json_each e = json_each(b->sources[i].entries); json_each_next(&e); between = ",\n") {
                fputs(between, to);
                write_with(to, json_source(e.value), b->sources[i].number, new);
            }
        }
        fputs("]}\n", to);
        fclose(to);
    }
}

static int64_t bytes_of(const char *path)
{
    struct stat s;
    int64_t sum = 0;
    if (stat(path, &s)) fail(path);
    if (!S_ISDIR(s.st_mode)) return s.st_size;
    struct dirent **names;
    int n = scandir(path, &names, is_json, alphasort);
    char inside[4096];
    for (int i = 0; i < n; i++) {
        snprintf(inside, sizeof inside, "%s/%s", path, names[i]->d_name);
        sum += bytes_of(inside);
        free(names[i]);
    }
    free(names);
    return sum;
}

/* The most memory that a process had until now. */
static int64_t peak_kb(int64_t pid)
{
    char path[64], line[256];
    int64_t kb = 0;
    snprintf(path, sizeof path, "/proc/%lld/status", (long long)pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f)) {
        struct str rest = str_from_cstr(line);
        if (!str_eq(str_cut(&rest, ':'), STR("VmHWM"))) continue;
        rest = str_trim(rest);
        if (!str_int(str_cut(&rest, ' '), 0, INT64_MAX, &kb)) fail("VmHWM");
    }
    if (f) fclose(f);
    return kb;
}

/* The program's and its reader's together. */
static int64_t family_kb(pid_t pid)
{
    char path[64], children[256] = "";
    int64_t kb = peak_kb(pid), child;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    FILE *f = fopen(path, "r");
    struct str rest = str_from_cstr(f && fgets(children, sizeof children, f) ? children : "");
    while (str_int(str_cut(&rest, ' '), 1, INT64_MAX, &child)) kb += peak_kb(child);
    if (f) fclose(f);
    return kb;
}

/* Runs the program; its output goes to a file. Returns seconds; the memory of all its processes together. */
static double run(struct bench *b, const char *const *arguments, long *ret_mb)
{
    int64_t began = clock_monotonic_us();
    pid_t child = fork();
    if (child == 0) {
        int out = open(
            str_cstr(&b->arena, str_printf(&b->arena, "%s/output", b->work)), O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(out, 1), dup2(out, 2);
        execv(b->cairn, (char *const *)arguments);
        _exit(127);
    }
    int status;
    int64_t most_kb = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0) {
        int64_t kb = family_kb(child);
        if (kb > most_kb) most_kb = kb;
        usleep(5000);
    }
    if (ended < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "cairn %s failed: see %s/output\n", arguments[1], b->work);
        exit(2);
    }
    *ret_mb = (long)(most_kb / 1024);
    return (double)(clock_monotonic_us() - began) / 1e6;
}

static void report(
    struct bench *b, const char *name, int64_t bytes, size_t resources, double seconds, long mb, bool judged)
{
    double megabytes = (double)bytes / 1e6 / seconds, rate = (double)resources / seconds;
    printf("%-34s %9.1f %10zu %8.2f %8.1f %12.0f %7ld\n", name, (double)bytes / 1e6, resources, seconds, megabytes,
        rate, mb);
    fflush(stdout);
    if (judged && (megabytes < MB_PER_SECOND || rate < RESOURCES_PER_SECOND || mb > MEMORY_MB)) b->good = false;
}

static void measure(struct bench *b, const char *name, const char *path, size_t resources, bool judged)
{
    char data[4096], label[64];
    long mb;
    snprintf(data, sizeof data, "%s/data-%s", b->work, name);
    (void)run(b,
        (const char *const[]){
            "cairn", "init", "--data", data, "--pcn", "Bench", "--admin", "a@example.test", NULL},
        &mb);
    (void)run(b,
        (const char *const[]){"cairn", "practice", "add", "--data", data, "--code", "A99001", "--name", "P", NULL},
        &mb);
    const char *const import[] = {"cairn", "import", "fhir", "--data", data, path, NULL};
    int64_t bytes = bytes_of(path);
    double seconds = run(b, import, &mb);
    report(b, name, bytes, resources, seconds, mb, judged);
    seconds = run(b, import, &mb);
    snprintf(label, sizeof label, "  again, nothing changes");
    report(b, label, bytes, resources, seconds, mb, judged);
}

/* What the machine itself does: one thread parsing, and a file written and made durable. */
static void probe(struct bench *b)
{
    int64_t began = clock_monotonic_us(), bytes = 0;
    struct json_value v;
    struct json_problem problem;
    while (clock_monotonic_us() - began < 500000) {
        struct str text = b->sources[(size_t)bytes % b->n].text;
        struct arena_mark mark = arena_mark(&b->arena);
        if (json_parse(&b->arena, text, &v, &problem)) fail("probe");
        arena_rewind(&b->arena, mark);
        bytes += (int64_t)text.n;
    }
    double parse = (double)bytes / (double)(clock_monotonic_us() - began);
    static char block[1 << 20];
    FILE *f = create(b, "probe");
    began = clock_monotonic_us();
    for (int i = 0; i < 256; i++) fwrite(block, 1, sizeof block, f);
    fflush(f);
    fsync(fileno(f));
    double written = 256 * 1.048576 / ((double)(clock_monotonic_us() - began) / 1e6);
    fclose(f);
    printf("probe: one thread parses %.0f MB/s of this JSON; the disk takes %.0f MB/s with one fsync\n\n", parse,
        written);
}

int main(int argc, char **argv)
{
    static struct bench b = {.next = 400000000, .good = true, .work = "/var/tmp/cairn-bench-import"};
    const char *from = NULL;
    int64_t times = 1000;
    if (argc < 2) return 2;
    b.cairn = argv[1];
    for (int i = 2; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--from")) from = argv[i + 1];
        if (!strcmp(argv[i], "--work")) b.work = argv[i + 1];
        if (!strcmp(argv[i], "--times") && !str_int(str_from_cstr(argv[i + 1]), 1, 10000, &times)) return 2;
    }
    arena_init(&b.arena, (size_t)1 << 30);
    if (mkdir(b.work, 0700)) fail(b.work);
    from ? read_sources(&b, from) : make_sources(&b);
    if (!b.n) return 2;
    probe(&b);
    printf("%-34s %9s %10s %8s %8s %12s %7s\n", "import", "MB", "resources", "seconds", "MB/s", "resources/s",
        "MB used");
    if (from) measure(&b, "as-they-are", from, b.resources, false);
    make_lines(&b, (int)times);
    measure(&b, "ndjson", str_cstr(&b.arena, str_printf(&b.arena, "%s/lines.ndjson", b.work)),
        b.resources * (size_t)times, true);
    make_bundles(&b, (int)times);
    measure(&b, "bundles", str_cstr(&b.arena, str_printf(&b.arena, "%s/bundles", b.work)),
        b.resources * (size_t)times, true);
    printf("\nThe work folder stays: %s\n%s\n", b.work, b.good ? "good" : "below the aims");
    return b.good ? 0 : 1;
}
