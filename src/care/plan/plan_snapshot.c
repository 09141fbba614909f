/* A whole plan as one JSON object, {"about", "support", "permissions", "parts": [{"kind", "key", "goal", "by",
 * "state"}]}, and back. */
#include "care/plan/plan_part.h"
#include "wire/json.h"
#include "wire/json_write.h"

enum { SNAPSHOT_CEILING = 2 * 1024 * 1024 };

static void text(struct json_writer *w, struct str name, struct str value)
{
    if (!value.n) return;
    json_name(w, name);
    json_str(w, value);
}

/* A state stands in it as text: it is read back exactly as it was. */
struct str plan_snapshot(struct arena *a, const struct plan *plan)
{
    struct buf out = buf_new(a, 16 * 1024, SNAPSHOT_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    text(&w, STR("about"), plan->about);
    text(&w, STR("support"), plan->support);
    text(&w, STR("permissions"), plan->permissions);
    json_name(&w, STR("parts"));
    json_array_begin(&w);
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_part *part = &plan->items[i];
        json_object_begin(&w);
        text(&w, STR("kind"), plan_kind_word(part->kind));
        text(&w, STR("key"), uuid_text(a, part->key));
        if (uuid_is_set(part->goal)) text(&w, STR("goal"), uuid_text(a, part->goal));
        text(&w, STR("by"), part->owner_name);
        text(&w, STR("state"), part->state);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow); /* PLAN_CHARACTERS_MOST, and what matters to them, fit escaped */
    return buf_str(&out);
}

static bool part_of(struct json_value v, struct plan_part *ret)
{
    struct str goal = json_as_text(json_get(v, STR("goal")));
    *ret = (struct plan_part){.kind = plan_kind_from_word(json_as_text(json_get(v, STR("kind")))),
        .owner_name = json_as_text(json_get(v, STR("by"))),
        .state = json_as_text(json_get(v, STR("state"))),
        .due = DATE_NONE,
        .done_at = INSTANT_NONE};
    if (!ret->kind || !uuid_from_text(json_as_text(json_get(v, STR("key"))), &ret->key)) return false;
    return !goal.n || uuid_from_text(goal, &ret->goal);
}

enum err plan_from_snapshot(struct arena *a, struct str snapshot, struct plan *ret)
{
    struct json_value whole;
    struct json_problem problem;
    if (json_parse(a, snapshot, &whole, &problem)) return ERR_DAMAGED;
    struct json_value parts = json_get(whole, STR("parts"));
    *ret = (struct plan){.about = json_as_text(json_get(whole, STR("about"))),
        .support = json_as_text(json_get(whole, STR("support"))),
        .permissions = json_as_text(json_get(whole, STR("permissions")))};
    ret->items = ARENA_ARRAY(a, struct plan_part, json_size(parts));
    for (struct json_each e = json_each(parts); json_each_next(&e);)
        if (part_of(e.value, &ret->items[ret->n])) ret->n++;
    return ERR_NONE;
}
