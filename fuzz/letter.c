/*
 * The text of a letter as it is printed: no word of it is lost, none is made up, and however it is laid out it
 * fits into the memory of one request.
 */
#include "care/letters/letter_rules.h"

#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BODY_MOST = 6000 * 4 }; /* the form takes 6,000 characters */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The letters of the printed lines, one after the other, stand in this order in the text. What may be missing are
 * spaces and the marks of lists. */
struct printed {
    struct str rest;
};

static void print(struct printed *p, struct str line)
{
    MUST(!line.n || (!is_space(line.p[0]) && !is_space(line.p[line.n - 1])));
    if (!line.n) return;
    const char *found = memmem(p->rest.p, p->rest.n, line.p, line.n);
    MUST(found);
    size_t at = (size_t)(found - p->rest.p);
    for (size_t i = 0; i < at; i++) MUST(is_space(p->rest.p[i]) || p->rest.p[i] == '-');
    p->rest = str_skip(p->rest, at + line.n);
}

static void print_end(const struct printed *p)
{
    for (size_t i = 0; i < p->rest.n; i++) MUST(is_space(p->rest.p[i]) || p->rest.p[i] == '-');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str body = {(const char *)data, size};
    if (size > BODY_MOST || !utf8_is_valid(body, NULL)) return 0;
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct printed whole = {body}, easy = {body};
    struct letter_parts parts = letter_parts(&a, body);
    for (size_t i = 0; i < parts.n; i++) {
        MUST(parts.items[i].lines.n);
        for (size_t k = 0; k < parts.items[i].lines.n; k++) print(&whole, parts.items[i].lines.items[k]);
    }
    print_end(&whole);
    struct letter_lines ideas = letter_ideas(&a, body);
    for (size_t i = 0; i < ideas.n; i++) print(&easy, ideas.items[i]);
    print_end(&easy);
    struct str open = letter_unfilled(body);
    MUST(!open.n || open.p[0] == '[');
    return 0;
}
