/* The words of a step with the names and pronouns of those it is about. */
#include "base/limits.h"
#include "care/demo/demo_plan.h"

struct pronouns {
    struct str he, him, his;
};

/* Whoever is neither is spoken of by name: no sentence of the tables then needs another form. */
static struct pronouns pronouns_of(struct arena *a, const struct demo_client *client, struct str called)
{
    if (client->gender == GENDER_FEMALE) return (struct pronouns){STR("she"), STR("her"), STR("her")};
    if (client->gender == GENDER_MALE) return (struct pronouns){STR("he"), STR("him"), STR("his")};
    return (struct pronouns){called, called, str_printf(a, "%.*s's", STR_ARG(called))};
}

static struct str himself(const struct demo_client *client, struct str called)
{
    return client->gender == GENDER_FEMALE ? STR("herself") :
        client->gender == GENDER_MALE      ? STR("himself") :
                                             called;
}

static struct str capital(struct arena *a, struct str word)
{
    return str_printf(a, "%.*s%.*s", STR_ARG(str_upper(a, str_slice(word, 0, 1))), STR_ARG(str_skip(word, 1)));
}

static struct str value_of(
    struct arena *a, struct str token, const struct demo_client *client, struct demo_kin kin)
{
    struct str called = str_from_cstr(client->called);
    struct pronouns p = pronouns_of(a, client, called);
    if (str_eq(token, STR("name"))) return called;
    if (str_eq(token, STR("he"))) return p.he;
    if (str_eq(token, STR("He"))) return capital(a, p.he);
    if (str_eq(token, STR("him"))) return p.him;
    if (str_eq(token, STR("his"))) return p.his;
    if (str_eq(token, STR("himself"))) return himself(client, called);
    if (str_eq(token, STR("clinician"))) return kin.clinician;
    if (str_eq(token, STR("kin"))) return kin.name;
    if (str_eq(token, STR("kin_is"))) return kin.is;
    if (str_eq(token, STR("gp"))) return client->gp[0] ? str_from_cstr(client->gp) : STR("the surgery");
    BUG("no word for {%.*s}", STR_ARG(token));
}

struct str demo_fill(struct arena *a, const char *text, const struct demo_client *client, struct demo_kin kin)
{
    struct str rest = str_from_cstr(text);
    if (!rest.p) return STR_NONE;
    struct buf out = buf_new(a, 256, LIMIT_NOTE);
    while (rest.p) {
        buf_add(&out, str_cut(&rest, '{'));
        if (rest.p) buf_add(&out, value_of(a, str_cut(&rest, '}'), client, kin));
    }
    MUST(!out.overflow);
    return buf_str(&out);
}

struct str demo_email_name(struct arena *a, struct str name)
{
    struct buf out = buf_new(a, 64, LIMIT_EMAIL);
    if (str_starts(name, STR("Dr "))) name = str_skip(name, 3);
    name = str_lower(a, name);
    for (size_t i = 0; i < name.n; i++) buf_byte(&out, name.p[i] == ' ' ? '.' : name.p[i]);
    return buf_str(&out);
}
