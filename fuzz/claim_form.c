/*
 * Why somebody opens a record beyond their own people, from the bytes of a request: what has no problem is a claim
 * that relation_begin takes.
 */
#include "care/access/claim_form.h"

#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a CLEANUP(arena_release);
    struct form form;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    if (size > LIMIT_BODY_FORM || form_parse(&a, (struct str){(const char *)data, size}, &form, NULL)) return 0;
    struct claim_form f = claim_form_read(&a, &form);
    for (size_t i = 0; i < f.problems.n; i++) MUST(f.problems.items[i].text.n);
    if (f.problems.n) return 0;
    MUST(f.hours >= 1 && f.hours <= CLAIM_HOURS_MOST && claim_reason_word(f.reason).n);
    MUST((f.reason == CLAIM_OTHER) == (f.words.n != 0) && f.words.n <= CLAIM_WORDS_MOST);
    MUST(utf8_is_plain(f.words) && !(f.words.n && memchr(f.words.p, '\n', f.words.n)));
    return 0;
}
