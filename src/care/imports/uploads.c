#include "care/imports/uploads.h"

/* ---- words ---- */

struct str upload_state_words(enum upload_state state)
{
    static const struct str WORDS[] = {STR_INIT(""),
#define STATE_WORDS(name, words) STR_INIT(words),
        UPLOAD_STATE_LIST(STATE_WORDS)
#undef STATE_WORDS
    };
    MUST((size_t)state < COUNT_OF(WORDS));
    return WORDS[state];
}

struct tag upload_state_tag(enum upload_state state)
{
    enum tag_colour colour = state == UPLOAD_REVIEW ? TAG_YELLOW :
        state == UPLOAD_REFUSED                     ? TAG_RED :
        state == UPLOAD_DONE                        ? TAG_GREEN :
                                                      TAG_GREY;
    return (struct tag){.text = upload_state_words(state), .colour = colour};
}

static const struct {
    struct str word, label;
} FOUND[] = {{STR_INIT(""), STR_INIT("")},
#define FOUND_WORDS(name, word, label) {STR_INIT(word), STR_INIT(label)},
    IMPORT_FOUND_LIST(FOUND_WORDS)
#undef FOUND_WORDS
};

struct str import_found_word(enum import_found found)
{
    MUST((size_t)found < COUNT_OF(FOUND));
    return FOUND[found].word;
}

struct str import_found_label(enum import_found found)
{
    MUST((size_t)found < COUNT_OF(FOUND));
    return FOUND[found].label;
}

/* ---- the store ---- */

int64_t upload_only(const struct actor *actor)
{
    return actor->practice.v;
}

enum err upload_get(struct ctx *c, struct uuid key, struct upload_find_row *ret)
{
    return upload_find(c->db, key, c->actor->pcn, upload_only(c->actor), ret);
}

struct url upload_url(struct arena *a, struct uuid key, const char *after)
{
    return url_with_id(a, "/admin/imports/", key, after);
}

enum err upload_counts_read(struct ctx *c, struct upload_id id, struct upload_counts *ret)
{
    struct upload_row_counts_list rows;
    *ret = (struct upload_counts){.decided = 0};
    enum err err = upload_row_counts(c->db, id, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        if (rows.items[i].found < FOUND_COUNT) ret->of[rows.items[i].found] = rows.items[i].amount;
        ret->decided += rows.items[i].decided;
    }
    return err;
}
