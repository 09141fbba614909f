/* A referral in words: earlier ones as lines, and what a change changed. */
#include "care/referrals/referral_form.h"

enum { CHANGES_MOST = 8 };

static struct str quoted(struct arena *a, struct str text)
{
    return text.n ? str_printf(a, "“%.*s”", STR_ARG(text)) : STR("nothing");
}

static size_t add(
    struct arena *a, struct str *parts, size_t n, const char *what, struct str before, struct str now)
{
    if (str_eq(before, now)) return n;
    parts[n] = str_printf(a, "%s: %.*s, before %.*s.", what, STR_ARG(quoted(a, now)), STR_ARG(quoted(a, before)));
    return n + 1;
}

static struct str wished(enum staff_role role)
{
    return role ? staff_role_label(role) : STR("Not sure");
}

struct str referral_changes(struct arena *a, const struct referral *from, const struct referral *to)
{
    struct str parts[CHANGES_MOST];
    size_t n = add(a, parts, 0, "How soon", vocabulary_label(&referral_urgencies, (int)from->urgency),
        vocabulary_label(&referral_urgencies, (int)to->urgency));
    n = add(
        a, parts, n, "Reasons", referral_reason_words(a, from->reasons), referral_reason_words(a, to->reasons));
    n = add(a, parts, n, "What is going on", from->words, to->words);
    n = add(a, parts, n, "What they want", from->wants, to->wants);
    n = add(a, parts, n, "What to know", from->risks, to->risks);
    n = add(a, parts, n, "Who should help", wished(from->wished), wished(to->wished));
    return str_join(a, parts, n, STR(" "));
}

struct lines referral_lines(struct ctx *c, const struct referral_list *list, struct uuid but)
{
    struct lines lines = {
        .items = {ARENA_ARRAY(c->arena, struct line, list->n), 0}, .none = STR("No earlier referral.")};
    for (size_t i = 0; i < list->n; i++) {
        const struct referral *f = &list->items[i];
        if (uuid_eq(f->key, but)) continue;
        struct str day = date_long(c->arena, instant_date(f->received_at));
        lines.items.items[lines.items.n++] = (struct line){.above = day,
            .text = referral_reason_words(c->arena, f->reasons),
            .text_href = url_with_id(c->arena, "/referrals/", f->key, ""),
            .below = f->owner.v ? str_printf(c->arena, "With %.*s", STR_ARG(f->owner_name)) :
                                  str_printf(c->arena, "From %.*s", STR_ARG(f->referrer)),
            .tag = referral_tag(f->state)};
    }
    return lines;
}
