#include "app/settings.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <sys/stat.h>
#include <unistd.h>

enum { CONF_MOST = 64 * 1024 };

static bool listed(const char *const *names, struct str name)
{
    for (size_t i = 0; names && names[i]; i++)
        if (str_eq(str_from_cstr(names[i]), name)) return true;
    return false;
}

enum err arguments_parse(struct arena *a, int argc, char *const *argv, const char *const *switches,
    struct arguments *ret, struct str *ret_why)
{
    struct arguments args = {.flags = ARENA_ARRAY(a, struct flag, (size_t)argc + 1)};
    args.rest.items = ARENA_ARRAY(a, struct str, (size_t)argc + 1);
    for (int i = 1; i < argc; i++) {
        struct str word = str_from_cstr(argv[i]);
        if (!str_starts(word, STR("--")) || word.n == 2) {
            if (!args.command.n)
                args.command = word;
            else
                args.rest.items[args.rest.n++] = word;
            continue;
        }
        struct flag *flag = &args.flags[args.flag_count++];
        struct str value = str_skip(word, 2);
        flag->name = str_cut(&value, '=');
        flag->value = value;
        if (value.p || listed(switches, flag->name)) continue;
        if (i + 1 == argc) {
            *ret_why = str_printf(a, "--%.*s needs a value", STR_ARG(flag->name));
            return ERR_INVALID;
        }
        flag->value = str_from_cstr(argv[++i]);
    }
    *ret = args;
    return ERR_NONE;
}

static struct flag *find_flag(struct arguments *args, const char *name)
{
    struct flag *found = NULL;
    for (size_t i = 0; i < args->flag_count; i++)
        if (str_eq(args->flags[i].name, str_from_cstr(name))) {
            args->flags[i].used = true;
            found = &args->flags[i];
        }
    return found;
}

struct str arguments_flag(struct arguments *args, const char *name)
{
    struct flag *flag = find_flag(args, name);
    return flag ? flag->value : STR_NONE;
}

bool arguments_switch(struct arguments *args, const char *name)
{
    return find_flag(args, name) != NULL;
}

struct str arguments_unknown(const struct arguments *args)
{
    for (size_t i = 0; i < args->flag_count; i++)
        if (!args->flags[i].used) return args->flags[i].name;
    return STR_NONE;
}

/* ---- settings ---- */

struct setting {
    const char *name, *value, *unit, *help;
    size_t offset;
};

static const struct setting SETTINGS[] = {
#define SETTING_ROW(name, value, unit, help) {#name, value, unit, help, offsetof(struct settings, name)},
    SETTING_LIST(SETTING_ROW)
#undef SETTING_ROW
};

static struct str *member(struct settings *s, const struct setting *setting)
{
    return (struct str *)(void *)((char *)s + setting->offset);
}

/* "public_url" as a flag is "public-url", as a variable "CAIRN_PUBLIC_URL". */
static const char *spelled(struct arena *a, const char *name, const char *before, char dash, bool upper)
{
    struct str text = str_printf(a, "%s%s", before, name);
    char *copy = (char *)str_cstr(a, upper ? str_upper(a, text) : text);
    for (char *p = copy; *p; p++)
        if (*p == '_' && dash != '_') *p = dash;
    return copy;
}

static enum err read_file(struct arena *a, const char *path, struct str *ret)
{
    FILE *f = fopen(path, "re");
    if (!f) return ERR_NOT_FOUND;
    char *text = arena_alloc(a, CONF_MOST, 1);
    size_t n = fread(text, 1, CONF_MOST, f);
    bool whole = n < CONF_MOST && !ferror(f);
    fclose(f);
    *ret = (struct str){text, n};
    return whole ? ERR_NONE : ERR_TOO_LARGE;
}

static const struct setting *setting_named(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        if (str_eq(str_from_cstr(SETTINGS[i].name), name)) return &SETTINGS[i];
    return NULL;
}

static enum err read_conf(struct arena *a, const char *directory, struct settings *ret, struct str *ret_why)
{
    struct str path = str_printf(a, "%s/cairn.conf", directory), text;
    enum err err = read_file(a, str_cstr(a, path), &text);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err || !utf8_is_valid(text, NULL) || memchr(text.p, 0, text.n)) {
        *ret_why = STR("cairn.conf: not readable as text");
        return ERR_INVALID;
    }
    for (int line = 1; text.p; line++) {
        struct str rest = str_trim(str_cut(&text, '\n'));
        if (!rest.n || rest.p[0] == '#') continue;
        struct str name = str_trim(str_cut(&rest, '='));
        const struct setting *setting = setting_named(name);
        if (!setting || !rest.p) {
            *ret_why = str_printf(a, "cairn.conf line %d: \"%.*s\" is not a setting", line, STR_ARG(name));
            return ERR_INVALID;
        }
        *member(ret, setting) = str_trim(rest);
    }
    return ERR_NONE;
}

enum err settings_read(
    struct arena *a, struct arguments *args, const char *directory, struct settings *ret, struct str *ret_why)
{
    struct settings s = {0};
    enum err err = directory ? read_conf(a, directory, &s, ret_why) : ERR_NONE;
    if (err) return err;
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++) {
        const struct setting *setting = &SETTINGS[i];
        struct str *value = member(&s, setting);
        struct str flag = arguments_flag(args, spelled(a, setting->name, "", '-', false));
        struct str variable = str_from_cstr(getenv(spelled(a, setting->name, "CAIRN_", '_', true)));
        if (flag.p)
            *value = flag;
        else if (variable.p)
            *value = variable;
        else if (!value->p)
            *value = str_from_cstr(setting->value);
    }
    *ret = s;
    return ERR_NONE;
}

enum err settings_keep(struct arena *a, const char *directory, const char *name, struct str value)
{
    struct settings in_file = {0};
    struct str why;
    enum err err = read_conf(a, directory, &in_file, &why);
    if (err) return err;
    struct str *there = member(&in_file, setting_named(str_from_cstr(name)));
    if (there->n) return str_eq(*there, value) ? ERR_NONE : ERR_EXISTS;
    const char *path = str_cstr(a, str_printf(a, "%s/cairn.conf", directory));
    FILE *f = fopen(path, "ae");
    if (!f) return ERR_IO;
    bool written = fchmod(fileno(f), 0600) == 0 && fprintf(f, "%s = %.*s\n", name, STR_ARG(value)) > 0 &&
        fflush(f) == 0 && fsync(fileno(f)) == 0;
    return fclose(f) == 0 && written ? ERR_NONE : ERR_IO;
}

static bool sets(struct str line, struct str name)
{
    struct str rest = str_trim(line);
    return str_eq(str_trim(str_cut(&rest, '=')), name) && rest.p;
}

enum err settings_forget(struct arena *a, const char *directory, const char *name)
{
    struct str text, path = str_printf(a, "%s/cairn.conf", directory);
    enum err err = read_file(a, str_cstr(a, path), &text);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    struct buf out = buf_new(a, text.n + 1, CONF_MOST);
    while (text.p && text.n) {
        struct str line = str_cut(&text, '\n');
        if (!sets(line, str_from_cstr(name))) buf_printf(&out, "%.*s\n", STR_ARG(line));
    }
    const char *fresh = str_cstr(a, str_printf(a, "%s/cairn.conf.new", directory));
    FILE *f = out.overflow ? NULL : fopen(fresh, "we");
    if (!f) return ERR_IO;
    bool written = fchmod(fileno(f), 0600) == 0 && fwrite(out.p, 1, out.n, f) == out.n && fflush(f) == 0 &&
        fsync(fileno(f)) == 0;
    if (fclose(f) != 0 || !written) return ERR_IO;
    return rename(fresh, str_cstr(a, path)) == 0 ? ERR_NONE : ERR_IO;
}

void settings_print_help(FILE *out)
{
    struct arena a;
    arena_init(&a, CONF_MOST);
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        fprintf(out, "  --%s %s\n      %s%s%s%s\n", spelled(&a, SETTINGS[i].name, "", '-', false),
            SETTINGS[i].unit, SETTINGS[i].help, *SETTINGS[i].value ? " (" : "", SETTINGS[i].value,
            *SETTINGS[i].value ? ")" : "");
    arena_release(&a);
}

struct str settings_example(struct arena *a)
{
    struct buf out = buf_new(a, 2048, CONF_MOST);
    buf_printf(&out, "# Settings of this installation. Remove the # before a line to change it.\n");
    for (size_t i = 0; i < COUNT_OF(SETTINGS); i++)
        buf_printf(&out, "\n# %s: %s\n#%s = %s\n", SETTINGS[i].unit, SETTINGS[i].help, SETTINGS[i].name,
            SETTINGS[i].value);
    return buf_str(&out);
}
