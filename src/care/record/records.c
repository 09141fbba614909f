/* Everything that other systems say of somebody now, one box for each kind: where the summary shows the first. */
#include "care/record/pages/records.tmpl.h"
#include "care/record/record_pages.h"

static const struct {
    enum coded_kind kind;
    const char *heading;
} BOXES[] = {
    {CODED_ALLERGY, "Allergies"},
    {CODED_NEED, "Communication and access needs"},
    {CODED_ALERT, "Also worth knowing"},
    {CODED_RELATED, "Family, carers and other contacts"},
    {CODED_CONDITION, "Conditions"},
    {CODED_MEDICINE, "Medicines"},
    {CODED_CARE_PLAN, "Care plans"},
    {CODED_GOAL, "Goals"},
    {CODED_CARE_TEAM, "Care teams"},
    {CODED_CONSENT, "Consents"},
    {CODED_EPISODE, "Services"},
    {CODED_FACT, "Other details"},
};

/* Shows somebody's telephone number or where they live, and so leaves a row of its own kind where an address is
 * protected. */
static bool may_reach(struct ctx *c, const struct person *p, const struct coded_summary *other)
{
    bool any = other->now[CODED_RELATED].n || other->now[CODED_FACT].n;
    if (person_reach_is_withheld(c, p)) return false;
    if (p->protected_address && any) person_address_shown(c, p);
    return true;
}

static void add_box(struct ctx *c, const char *heading, const struct coded_list *list, bool reach,
    struct record_other_boxes *boxes)
{
    if (!list->n) return;
    struct record_other_box *box = &boxes->items[boxes->n++];
    box->box.heading = str_from_cstr(heading);
    box->lines.items.items = ARENA_ARRAY(c->arena, struct line, list->n);
    for (size_t i = 0; i < list->n; i++)
        box->lines.items.items[box->lines.items.n++] = record_other_line(c->arena, &list->items[i], reach);
}

struct reply record_records_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct coded_summary other;
    struct record_other_view *v = ARENA_NEW(c->arena, struct record_other_view);
    enum err err = person_get(c, r->person, &p);
    if (!err) err = record_others(c, p.id, &other);
    if (err) return shell_failure(c, err);
    bool reach = may_reach(c, &p, &other);
    v->top.heading = STR("Other records");
    v->summary = (struct link){.text = STR("Back to the summary"), .href = person_url(c->arena, &p, "")};
    v->timeline = (struct link){.text = STR("timeline"), .href = person_url(c->arena, &p, "/timeline")};
    v->boxes.items = ARENA_ARRAY(c->arena, struct record_other_box, COUNT_OF(BOXES) + 2);
    add_box(c, "Coming up", &other.coming, reach, &v->boxes);
    for (size_t i = 0; i < COUNT_OF(BOXES); i++)
        add_box(c, BOXES[i].heading, &other.now[BOXES[i].kind], reach, &v->boxes);
    add_box(c, "Last measured", &other.observations, reach, &v->boxes);
    struct page page = person_page(c, &p, STR("Summary"), STR("Other records, person record"));
    page.main = record_other_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
