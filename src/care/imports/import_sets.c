#include "care/imports/import_internal.h"

bool people_seen_has(const struct people_seen *s, struct person_id id)
{
    size_t word = (size_t)id.v / 64;
    return word < s->words && (s->bits[word] >> (id.v % 64) & 1);
}

void people_seen_add(struct people_seen *s, struct person_id id)
{
    size_t word = (size_t)id.v / 64;
    if (word >= s->words) {
        size_t words = s->words ? s->words : 1024;
        while (words <= word) words *= 2;
        uint64_t *bits = ARENA_ARRAY(s->arena, uint64_t, words);
        if (s->words) memcpy(bits, s->bits, s->words * sizeof *bits);
        s->bits = bits;
        s->words = words;
    }
    s->bits[word] |= (uint64_t)1 << (id.v % 64);
}

/* The keys are hashes already: their first bytes say where to look. */
static struct uuid *place_of(const struct key_set *s, struct uuid key)
{
    size_t at;
    memcpy(&at, key.bytes, sizeof at);
    at &= s->room - 1;
    while (uuid_is_set(s->keys[at]) && !uuid_eq(s->keys[at], key)) at = (at + 1) & (s->room - 1);
    return &s->keys[at];
}

bool key_set_has(const struct key_set *s, struct uuid key)
{
    return s->room && uuid_is_set(*place_of(s, key));
}

void key_set_add(struct key_set *s, struct uuid key)
{
    if (2 * (s->n + 1) > s->room) {
        struct key_set larger = {.arena = s->arena, .room = s->room ? 2 * s->room : 4096, .n = s->n};
        larger.keys = ARENA_ARRAY(s->arena, struct uuid, larger.room);
        for (size_t i = 0; i < s->room; i++)
            if (uuid_is_set(s->keys[i])) *place_of(&larger, s->keys[i]) = s->keys[i];
        *s = larger;
    }
    struct uuid *place = place_of(s, key);
    if (!uuid_is_set(*place)) s->n++;
    *place = key;
}
