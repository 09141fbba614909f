#include "care/reference/reference_uploads.h"

#include "care/organisations/organisation.h"
#include "platform/app.h"

struct tag reference_upload_tag(enum reference_upload_state state)
{
    static const struct {
        struct str words;
        enum tag_colour colour;
    } TAGS[] = {{STR_INIT(""), TAG_GREY},
#define STATE_TAG(name, words, colour) {STR_INIT(words), TAG_##colour},
        REFERENCE_UPLOAD_STATE_LIST(STATE_TAG)
#undef STATE_TAG
    };
    MUST((size_t)state < COUNT_OF(TAGS));
    return (struct tag){.text = TAGS[state].words, .colour = TAGS[state].colour};
}

enum err reference_may_load(struct ctx *c, bool *ret, struct str *ret_why)
{
    struct pcn_list networks;
    *ret = false;
    *ret_why = STR_NONE;
    if (!actor_may(c->actor, PERMISSION_REFERENCE_LOAD)) return ERR_NONE;
    enum err err = pcn_all(c, &networks);
    if (err) return err;
    if (c->actor->practice.v)
        *ret_why =
            STR("These tables are everybody’s. Somebody who works for the whole network loads them, not for "
                "one practice.");
    else if (networks.n > 1 && !str_eq_nocase(c->actor->pcn_name, c->app->tables_network))
        *ret_why = STR("These tables are for every network of this installation. Whoever runs it loads them, or "
                       "says which network’s people do.");
    else if (!c->app->background)
        *ret_why = STR("This server reads no files. Whoever runs it can load tables by command.");
    else
        *ret = true;
    return ERR_NONE;
}

enum err reference_upload_get(struct ctx *c, struct uuid key, struct reference_upload_find_row *ret)
{
    return reference_upload_find(c->db, key, c->actor->pcn, ret);
}

struct url reference_upload_url(struct arena *a, struct uuid key, const char *after)
{
    return url_with_id(a, "/admin/reference/uploads/", key, after);
}
