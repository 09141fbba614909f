/*
 * cairn.conf and the command line. The input is the file; a slow reader of our own says which setting each line
 * gives, and where the first fault is. What was read and is written again is read the same. The lines are then the
 * words of a command line, of which none may get lost.
 */
#include "app/settings.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char directory[] = "/tmp/cairn-fuzz-XXXXXX", conf[sizeof directory + 16];

static void tidy_up(void)
{
    unlink(conf);
    rmdir(directory);
}

static void write_conf(struct str text)
{
    if (!*conf) {
        MUST(mkdtemp(directory));
        snprintf(conf, sizeof conf, "%s/cairn.conf", directory);
        atexit(tidy_up);
    }
    FILE *f = fopen(conf, "wbe");
    MUST(f && fwrite(text.p ? text.p : "", 1, text.n, f) == text.n && fclose(f) == 0);
}

static enum err read_conf(struct arena *a, struct settings *ret, struct str *ret_why)
{
    struct arguments none = {0};
    return settings_read(a, &none, directory, ret, ret_why);
}

static struct str *member(struct settings *s, struct str name)
{
#define FIND(setting, value, unit, help) \
    if (str_eq(name, STR(#setting))) return &s->setting;
    SETTING_LIST(FIND)
#undef FIND
    return NULL;
}

/* 0 if every line is good, else the number of the first that isn't. */
static int first_fault(struct str text, struct settings *ret)
{
    for (int line = 1; text.p; line++) {
        size_t at;
        struct str all = str_trim(str_cut(&text, '\n'));
        if (!all.n || *all.p == '#') continue;
        if (!str_find(all, '=', &at)) return line;
        struct str *setting = member(ret, str_trim(str_slice(all, 0, at)));
        if (!setting) return line;
        *setting = str_trim(str_skip(all, at + 1));
    }
    return 0;
}

static void check_conf(struct arena *a, struct str text)
{
    struct settings read, again, wanted = {0};
    struct str why = STR_NONE;
    write_conf(text);
    enum err err = read_conf(a, &read, &why);
    int fault = first_fault(text, &wanted);
    bool is_text = utf8_is_valid(text, NULL) && !(text.n && memchr(text.p, 0, text.n));
    MUST(!err == (is_text && !fault) && !err == !why.n);
    if (err && is_text) MUST(str_starts(why, str_printf(a, "cairn.conf line %d: ", fault)));
    if (err) return;
    struct buf lines = buf_new(a, 1024, 1 << 20);
#define CHECK(setting, value, unit, help) \
    MUST(str_eq(read.setting, wanted.setting.p ? wanted.setting : STR(value))); \
    buf_printf(&lines, #setting "=%.*s\n", STR_ARG(read.setting));
    SETTING_LIST(CHECK)
#undef CHECK
    write_conf(buf_str(&lines));
    MUST(read_conf(a, &again, &why) == ERR_NONE);
#define SAME(setting, value, unit, help) MUST(str_eq(read.setting, again.setting));
    SETTING_LIST(SAME)
#undef SAME
}

static void check_arguments(struct arena *a, struct str text)
{
    static const char *const switches[] = {"json", "dry-run", NULL};
    char *words[64] = {(char *)"cairn"};
    int n = 1;
    while (text.p && n < (int)COUNT_OF(words)) words[n++] = (char *)str_cstr(a, str_cut(&text, '\n'));
    struct arguments args = {0};
    struct str why = STR_NONE;
    enum err err = arguments_parse(a, n, words, switches, &args, &why);
    MUST(!err == !why.n);
    if (err) {
        MUST(str_starts(str_from_cstr(words[n - 1]), STR("--")));
        return;
    }
    size_t used = args.rest.n + (args.command.n ? 1 : 0), empty = 0;
    for (size_t i = 0; i < args.flag_count; i++) {
        const char *v = args.flags[i].value.p;
        used++;
        for (int k = 1; v && k < n; k++) used += v == words[k];
    }
    for (int k = 1; k < n; k++) empty += !*words[k];
    MUST(used <= (size_t)n - 1 && used + empty >= (size_t)n - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str text = {(const char *)data, size};
    if (size >= 32 * 1024) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    check_conf(&a, text);
    if (size && !memchr(data, 0, size)) check_arguments(&a, text);
    arena_release(&a);
    return 0;
}
