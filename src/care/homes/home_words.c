/* Residents in words, and who is on the round list. Pure. */
#include "care/homes/homes_pages.h"

#include "nhs/telephone.h"

enum { UNSEEN_DAYS = 28, NEW_DAYS = 14 };

struct url care_home_url(struct arena *a, struct uuid key, const char *after)
{
    return url_with_id(a, "/care-homes/", key, after);
}

struct str care_home_phone(struct arena *a, struct str phone)
{
    static const struct str NO_BREAK = STR_INIT("\xC2\xA0");
    struct str rest = telephone_display(a, phone), whole = STR_NONE;
    while (rest.n) whole = str_join(a, (const struct str[]){whole, str_cut(&rest, ' ')}, 2, NO_BREAK);
    return whole;
}

struct str resident_called(struct arena *a, const struct resident *r)
{
    return person_list_name(a, &r->person);
}

struct str resident_quiet(struct arena *a, const struct resident *r, struct date today)
{
    struct str born = person_born_and_age(a, &r->person, today);
    struct str number = nhs_number_display(a, r->person.nhs_number);
    struct str room = care_home_stay_word(a, "room", r->words);
    const struct str parts[] = {born.n ? str_printf(a, "Born %.*s", STR_ARG(born)) : STR_NONE,
        number.n ? str_printf(a, "NHS %.*s", STR_ARG(number)) : STR_NONE,
        room.n ? str_printf(a, "room %.*s", STR_ARG(room)) : STR_NONE};
    return str_join(a, parts, COUNT_OF(parts), STR(", "));
}

struct str resident_asks(struct arena *a, const struct resident *r)
{
    if (!r->asked) return STR_NONE;
    struct str what = care_home_stay_word(a, "ask_words", r->words),
               by = care_home_stay_word(a, "ask_by", r->words);
    struct str who = by.n ? str_printf(a, "asked by %.*s", STR_ARG(by)) : STR_NONE;
    struct str words = str_join(a, (const struct str[]){what, who}, 2, STR(", "));
    return words.n ? words : STR("The home has not said what about");
}

enum { RANK_SOON, RANK_ASKED, RANK_NEW, RANK_DUE, RANK_UNSEEN, RANK_OTHER };

/* The strongest reason first, others beside it. */
static struct on_round placed(struct arena *a, struct resident *r, struct date today)
{
    bool unseen = !date_is_set(r->last_contact) || date_days_between(r->last_contact, today) >= UNSEEN_DAYS;
    bool is_new = date_is_set(r->moved_in) && date_days_between(r->moved_in, today) <= NEW_DAYS;
    bool due = date_is_set(r->next_due) && !date_before(today, r->next_due);
    struct str asks = r->asked == 2 ? STR("Today or tomorrow") : r->asked ? STR("The home asks") : STR_NONE;
    const struct str whys[] = {asks, is_new ? STR("New here") : STR_NONE, due ? STR("Something is due") : STR_NONE,
        unseen ? STR("Not seen for 4 weeks") : STR_NONE};
    struct on_round on = {.resident = r, .why = str_join(a, whys, COUNT_OF(whys), STR(". "))};
    on.rank = r->asked == 2 ? RANK_SOON :
        r->asked            ? RANK_ASKED :
        is_new              ? RANK_NEW :
        due                 ? RANK_DUE :
        unseen              ? RANK_UNSEEN :
                              RANK_OTHER;
    return on;
}

struct on_round_list residents_on_round(struct arena *a, struct residents all, struct date today)
{
    struct on_round_list list = {ARENA_ARRAY(a, struct on_round, all.n + 1), 0, 0, 0};
    struct on_round *placed_all = ARENA_ARRAY(a, struct on_round, all.n + 1);
    for (size_t i = 0; i < all.n; i++) placed_all[i] = placed(a, &all.items[i], today);
    for (int rank = RANK_SOON; rank <= RANK_OTHER; rank++) {
        for (size_t i = 0; i < all.n; i++)
            if (placed_all[i].rank == rank && !all.items[i].person.died_known)
                list.items[list.n++] = placed_all[i];
        if (rank < RANK_UNSEEN) list.listed = list.n;
        if (rank < RANK_OTHER) list.named = list.n;
    }
    return list;
}
