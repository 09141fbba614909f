/* A protected address: who may see it, and the page that shows it. Each time leaves an audit row of its own kind.
 */
#include "care/people/pages/address.tmpl.h"
#include "care/people/person_pages.h"
#include "nhs/telephone.h"
#include "platform/audit/audit.h"

bool person_address_may_be_shown(const struct actor *actor, struct person_id id)
{
    if (actor->scope.everybody) return true;
    const struct actor_relation *relation = actor_relation(actor, id);
    if (relation) return !relation->claim && actor_may(actor, PERMISSION_CONTACT_RECORD);
    return actor_may(actor, PERMISSION_PROTECTED_ADDRESS);
}

bool person_reach_is_withheld(const struct ctx *c, const struct person *p)
{
    return p->protected_address && !person_address_may_be_shown(c->actor, p->id);
}

void person_address_shown(struct ctx *c, const struct person *p)
{
    c->audit->action = STR("address");
    c->audit->object_version = p->version;
    c->audit->outcome = AUDIT_DONE;
    trace_saw(c->trace, p->id);
}

static void fact(struct fact_list *list, const char *label, struct str value)
{
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

enum { FACTS = 4 };

struct reply person_address_get(struct ctx *c, const struct request *r)
{
    struct person p;
    enum err err = person_get_whole(c, r->person, &p);
    if (err) return shell_failure(c, err);
    if (!p.protected_address) return reply_see_other(person_url(c->arena, &p, "/details"));
    if (!person_address_may_be_shown(c->actor, p.id))
        return shell_error(
            c, 403, STR("This address is protected. Ask somebody of their team, or your supervisor."));
    person_address_shown(c, &p);
    struct arena *a = c->arena;
    struct person_address_view *v = ARENA_NEW(a, struct person_address_view);
    v->back = person_url(a, &p, "/details");
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    fact(&v->facts, "Address",
        str_join(a, (const struct str[]){p.address[0], p.address[1], p.address[2], p.address[3], p.postcode}, 5,
            STR(", ")));
    fact(&v->facts, "Home phone", telephone_display(a, p.home_phone));
    fact(&v->facts, "Mobile phone", telephone_display(a, p.mobile_phone));
    fact(&v->facts, "Email address", p.email);
    struct page page = person_page(c, &p, STR("Details"), STR("Protected address, person record"));
    page.main = person_address_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
