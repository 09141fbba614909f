/* The page with everything known of a person's identity and details. */
#include "care/people/pages/details.tmpl.h"
#include "care/people/person.sql.h"
#include "care/people/person_pages.h"
#include "care/people/person_record.h"
#include "care/reference/reference.h"
#include "nhs/telephone.h"

enum { CARDS = 4, ROWS_MOST = 10 };

static struct person_card *card(struct ctx *c, struct person_details_view *v, const char *heading)
{
    struct person_card *one = &v->cards.items[v->cards.n++];
    one->heading = str_from_cstr(heading);
    one->facts.rows.items = ARENA_ARRAY(c->arena, struct summary_row, ROWS_MOST);
    return one;
}

static void row(struct person_card *card, const char *key, struct str value)
{
    MUST(card->facts.rows.n < ROWS_MOST);
    card->facts.rows.items[card->facts.rows.n++] =
        (struct summary_row){.key = str_from_cstr(key), .value = value.n ? value : STR("Not known")};
}

static struct str yes_no(bool yes)
{
    return yes ? STR("Yes") : STR("No");
}

static void identity_card(struct ctx *c, const struct person *p, struct person_details_view *v)
{
    struct arena *a = c->arena;
    struct person_card *one = card(c, v, "Who they are");
    enum nhs_number_status status = NHS_NUMBER_STATUS_NONE;
    struct str checked =
        nhs_number_status_from_code(p->nhs_number_status, &status) ? nhs_number_status_label(status) : STR_NONE;
    row(one, "Name", person_formal_name(a, p));
    if (p->preferred_name.n) row(one, "Likes to be called", p->preferred_name);
    row(one, "Date of birth", date_long(a, p->born));
    row(one, "NHS number",
        str_join(a, (const struct str[]){nhs_number_display(a, p->nhs_number), checked}, 2, STR(". ")));
    row(one, "Gender", gender_label(p->gender));
    if (p->pronouns.n) row(one, "Pronouns", p->pronouns);
    row(one, "Ethnicity", ethnicity_label(p->ethnicity));
    if (p->died_known) row(one, "Died", date_long(a, p->died));
}

/* Said, not shown; who may see it opens a page of its own, which the audit tells from all others. */
static void protected_rows(struct ctx *c, const struct person *p, struct person_card *one)
{
    row(one, "Address", STR("Address protected"));
    row(one, "Telephone and email", STR("Protected too"));
    if (!person_address_may_be_shown(c->actor, p->id)) return;
    struct link *show = ARENA_NEW(c->arena, struct link);
    *show = (struct link){.text = STR("Show"),
        .hidden_text = STR("the protected address"),
        .href = person_url(c->arena, p, "/address")};
    one->facts.rows.items[one->facts.rows.n - 2].actions = (struct link_list){show, 1};
    one->facts.has_actions = true;
}

/* How deprived the area is: a fact about the place, said with the table it is from. */
static enum err deprivation_row(struct ctx *c, const struct person *p, struct person_card *one)
{
    struct reference_deprivation d;
    if (p->protected_address) return ERR_NONE;
    enum err err = reference_deprivation(c, p->postcode, p->lsoa, &d);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    struct str origin = reference_origin_text(c->arena, &d.origin);
    row(one, "Deprivation of the area",
        str_printf(c->arena, "Decile %lld of 10, where 1 is the most deprived. %.*s", (long long)d.decile,
            STR_ARG(origin)));
    return ERR_NONE;
}

static enum err reach_card(struct ctx *c, const struct person *p, struct person_details_view *v)
{
    struct arena *a = c->arena;
    struct person_card *one = card(c, v, "How to reach them");
    struct str address =
        str_join(a, (const struct str[]){p->address[0], p->address[1], p->address[2], p->address[3], p->postcode},
            5, STR(", "));
    if (p->withheld) {
        protected_rows(c, p, one);
    } else {
        row(one, "Home phone", telephone_display(a, p->home_phone));
        row(one, "Mobile phone", telephone_display(a, p->mobile_phone));
        row(one, "Email address", p->email);
        row(one, "Address", address);
    }
    row(one, "Best way", contact_method_label(p->preferred_contact));
    row(one, "When", p->contact_times);
    if (p->no_letters) row(one, "Letters", STR("Do not send letters"));
    return deprivation_row(c, p, one);
}

static void needs_card(struct ctx *c, const struct person *p, struct person_details_view *v)
{
    struct person_card *one = card(c, v, "What helps them");
    row(one, "Language", language_label(p->language));
    row(one, "Needs an interpreter", yes_no(p->interpreter));
    row(one, "Written information as", written_format_label(p->written_format));
    row(one, "Also worth knowing", p->communication_note);
    if (p->adjustments.n) row(one, "Reasonable adjustments", person_adjustments(c->arena, p));
}

static void practice_card(struct ctx *c, const struct person *p, struct person_details_view *v)
{
    struct person_card *one = card(c, v, "Their practice");
    row(one, "Practice", p->practice_name);
    row(one, "Named GP", p->named_gp);
}

static struct str source_words(struct ctx *c, const struct person *p)
{
    struct str from = str_eq(p->source, STR("fhir")) ? STR("First came from an import. ") :
        str_eq(p->source, STR("demonstration"))      ? STR("Invented for the demonstration. ") :
                                                       STR("");
    struct str when = instant_long(c->arena, p->changed_at);
    return str_printf(c->arena, "%.*sLast changed %.*s.", STR_ARG(from), STR_ARG(when));
}

static const struct shell_notice NOTICES[] = {{"saved", "The details are saved"}, {"added", "The person is added"},
    {"merged", "The details are saved, together with what a colleague changed meanwhile"}};

/* After a save that was merged: who changed what meanwhile. The address holds two numbers and nothing else. */
static enum err say_what_was_merged(
    struct ctx *c, const struct request *r, const struct person *p, struct person_details_view *v)
{
    int64_t from, to;
    struct version before;
    struct version_of_record_list since;
    if (!str_eq(form_get(&r->query, STR("done")), STR("merged")) ||
        !str_int(form_get(&r->query, STR("from")), 1, p->version, &from) ||
        !str_int(form_get(&r->query, STR("to")), from + 1, p->version, &to))
        return ERR_NONE;
    enum err err = version_of(c, STR("person"), p->id.v, from, &before);
    if (!err) err = versions_between(c, STR("person"), p->id.v, (struct version_range){from, to, 50}, &since);
    if (err || !since.n) return err;
    bool one = true;
    for (size_t i = 1; i < since.n; i++) one = one && str_eq(since.items[i].by, since.items[0].by);
    struct str who = one ? version_by(&since.items[0]) : STR("Colleagues");
    v->merged_heading = str_printf(c->arena, "%.*s changed meanwhile", STR_ARG(who));
    v->merged = (struct versions){.caption = v->merged_heading,
        .before = STR("When you began"),
        .after = STR("When you saved"),
        .fields = record_changes(c->arena, person_record_fields(c->arena, person_reach_is_withheld(c, p)),
            before.state, since.items[0].state),
        .withheld = person_reach_note(c, p, before.state, since.items[0].state)};
    if (p->protected_address && !person_reach_is_withheld(c, p)) person_address_shown(c, p);
    return ERR_NONE;
}

enum { ALIKE_SHOWN = 3 };

/* Who may be the same, for those who decide it; and that other records were joined to this one. */
static enum err say_who_is_alike(struct ctx *c, const struct person *p, struct person_details_view *v)
{
    struct person_pairs_of_list pairs = {0};
    struct person_joinings_of_row joinings;
    enum err err = person_joinings_of(c->db, p->id, &joinings);
    if (!err && joinings.joinings)
        v->joined = (struct link){.text = STR("Records joined"), .href = person_url(c->arena, p, "/joined")};
    if (!err && actor_may(c->actor, PERMISSION_DUPLICATES))
        err = person_pairs_of(c->db, p->id, ALIKE_SHOWN, &pairs);
    v->alike.items = ARENA_ARRAY(c->arena, struct link, pairs.n + 1);
    for (size_t i = 0; !err && i < pairs.n; i++) {
        struct person other;
        err = person_get(c, pairs.items[i].other_id, &other);
        if (err) continue;
        const char *before = str_cstr(c->arena, person_url(c->arena, p, "/same/").text);
        struct str born = person_born_and_age(c->arena, &other, clock_today(c->clock));
        v->alike.items[v->alike.n++] =
            (struct link){.text = str_printf(c->arena, "%.*s, born %.*s",
                              STR_ARG(person_list_name(c->arena, &other)), STR_ARG(born)),
                .href = url_with_id(c->arena, before, other.key, "")};
    }
    return err;
}

struct reply person_details_get(struct ctx *c, const struct request *r)
{
    struct person p;
    enum err err = person_get(c, r->person, &p);
    if (err) return shell_failure(c, err);
    struct person_details_view *v = ARENA_NEW(c->arena, struct person_details_view);
    v->top.heading = STR("Details");
    v->cards.items = ARENA_ARRAY(c->arena, struct person_card, CARDS);
    identity_card(c, &p, v);
    if ((err = reach_card(c, &p, v))) return shell_failure(c, err);
    needs_card(c, &p, v);
    practice_card(c, &p, v);
    v->source = source_words(c, &p);
    if ((err = say_what_was_merged(c, r, &p, v))) return shell_failure(c, err);
    if ((err = say_who_is_alike(c, &p, v))) return shell_failure(c, err);
    if (actor_may(c->actor, PERMISSION_PERSON_EDIT))
        v->edit = (struct button){
            .text = STR("Change details"), .href = person_url(c->arena, &p, "/edit"), .small = true};
    if (actor_may(c->actor, PERMISSION_CARE_HOMES) && !p.withheld)
        v->care_home = (struct button){.text = STR("Care home"),
            .href = person_url(c->arena, &p, "/care-home"),
            .kind = BUTTON_SECONDARY,
            .small = true};
    struct page page = person_page(c, &p, STR("Details"), STR("Details, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = person_details_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
