#include "base/log.h"

#include <stdatomic.h>
#include <unistd.h>

static _Atomic int lowest_level = LOG_INFO;

void log_set_level(enum log_level lowest)
{
    lowest_level = (int)lowest;
}

enum { LONGEST_LINE = 1024, LONGEST_TEXT = 256 };

struct line {
    char text[LONGEST_LINE];
    size_t n;
};

/* Words are ours, but a slip must not break the line: anything that JSON would need escaped becomes '?'. */
static void add_text(struct line *line, const char *text)
{
    line->text[line->n++] = '"';
    for (size_t i = 0; i < LONGEST_TEXT && text[i]; i++) {
        bool harmless = text[i] >= ' ' && text[i] < 0x7F && text[i] != '"' && text[i] != '\\';
        line->text[line->n++] = harmless ? text[i] : '?';
    }
    line->text[line->n++] = '"';
}

/* A field that may not fit whole is left out. */
static void add_field(struct line *line, const struct log_field *field)
{
    size_t name = strnlen(field->name, LONGEST_TEXT),
           value = field->word ? strnlen(field->word, LONGEST_TEXT) : 20;
    if (name + value + sizeof ",\"\":\"\"" > LONGEST_LINE - sizeof "}\n" - line->n) return;
    line->text[line->n++] = ',';
    add_text(line, field->name);
    line->text[line->n++] = ':';
    if (field->word)
        add_text(line, field->word);
    else
        line->n += (size_t)snprintf(line->text + line->n, 21, "%lld", (long long)field->number);
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    if ((int)level < lowest_level) return;
    struct line line;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    line.n = (size_t)snprintf(line.text, sizeof line.text,
        "{\"at\":%lld.%03ld,\"level\":\"%s\",\"event\":", (long long)now.tv_sec, now.tv_nsec / 1000000,
        names[level]);
    add_text(&line, event);
    for (size_t i = 0; i < count; i++) add_field(&line, &fields[i]);
    line.text[line.n++] = '}';
    line.text[line.n++] = '\n';
    if (write(STDERR_FILENO, line.text, line.n) < 0)
        return; /* nobody is listening; there is nowhere else to say it */
}
