/*
 * Telling whoever referred, step by step, by email, where they gave an address and have no page of their own here.
 * The email names nobody: it says which referral by its reference, what happened, and what to do. [domain §4]
 */
#include "care/consent/consent.h"
#include "care/messages/message.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_store.h"
#include "platform/app.h"

static const struct str SUBJECT = STR_INIT("Your referral for support");

/* Empty: nobody outside is told of this step. */
static struct str happened(enum referral_step step)
{
    switch (step) {
    case REFERRAL_STEP_RECEIVED:
        return STR(
            "We have your referral. Somebody reads it within a few working days, and sooner if you said that it "
            "is urgent. You need do nothing now.");
    case REFERRAL_STEP_ASKED:
        return STR("We need to know more before we can go on. Please ring us, and have the reference ready.");
    case REFERRAL_STEP_ACCEPTED:
        return STR("Somebody has taken it on and gets in touch with the person soon. You need do nothing.");
    case REFERRAL_STEP_REDIRECTED:
        return STR(
            "We have sent it on to a service that fits better. If you would like to know which, please ring us.");
    case REFERRAL_STEP_DECLINED:
        return STR("We can’t take it on. Please ring us: we tell you why, and what is offered instead.");
    case REFERRAL_STEP_CLOSED: return STR("The support that you asked for has ended. You need do nothing.");
    case REFERRAL_STEP_ANSWERED:
    case REFERRAL_STEP_ALLOCATED:
    case REFERRAL_STEP_GIVEN_BACK:
    case REFERRAL_STEP_WITHDRAWN:
    case REFERRAL_STEP_AMENDED:
    case REFERRAL_STEP_MATCHED:
    case REFERRAL_STEP_TOLD:
    case REFERRAL_STEP_NONE:
    case REFERRAL_STEP_COUNT: break;
    }
    return STR_NONE;
}

struct str referral_reference(struct arena *a, struct uuid key)
{
    struct str text = uuid_text(a, key);
    return str_upper(a, str_slice(text, text.n - 8, text.n)); /* its first part is the time, which many share */
}

/* May they be told now? Whoever asked for themselves is the person: then email must not be refused. */
static enum err may_tell(struct ctx *c, const struct referral *f, struct str *ret_why_not)
{
    static const struct sharing BY_EMAIL = {.purpose = CONSENT_CHANNEL, .channel = CONSENT_BY_EMAIL};
    struct person p;
    struct sharing_answer answer;
    *ret_why_not = STR_NONE;
    if (!f->person.v) return ERR_NONE; /* nobody knows yet about whom it is: nothing of anybody can leave */
    enum err err = person_get(c, f->person, &p);
    if (err) return err;
    if (p.died_known) *ret_why_not = STR("They have died. Ring whoever referred them.");
    if (p.restricted) *ret_why_not = STR("Their record is restricted. Ring whoever referred them.");
    if (ret_why_not->n || f->source != REFERRAL_FROM_SELF) return ERR_NONE;
    err = sharing_ask(c, &p, &BY_EMAIL, &answer);
    if (!err && !answer.permit) *ret_why_not = answer.words;
    if (!err && answer.permit) sharing_use(c, answer.permit, p.id, CONSENT_CHANNEL, 0);
    return err;
}

enum err referral_tell(struct ctx *c, const struct referral *f, enum referral_step step, int64_t step_id)
{
    struct str why_not, to = mail_address_in(f->referrer_reach);
    struct uuid key;
    if (f->referrer_account.v || !to.n || !happened(step).n) return ERR_NONE;
    enum err err = may_tell(c, f, &why_not);
    if (err || why_not.n) return err;
    const struct message_new message = {.kind = MESSAGE_OF_REFERRAL,
        .pcn = f->pcn,
        .person = f->person,
        .source = step_id,
        .source_key = f->key,
        .to = to};
    return message_queue(c, &message, &key);
}

/* ---- made right before it goes ---- */

static struct str text_of(struct ctx *c, const struct referral *f, enum referral_step step)
{
    struct str day = date_long(c->arena, instant_date(f->received_at));
    return str_printf(c->arena,
        "Your referral of %.*s\nReference: %.*s\n\n%.*s\n\nThis email does not say whom it is about, so that "
        "nobody "
        "learns that who need not know.\n%s",
        STR_ARG(day), STR_ARG(referral_reference(c->arena, f->key)), STR_ARG(happened(step)),
        c->app->demonstration ? "\nDemonstration: everyone is invented.\n" : "");
}

static enum err make(struct ctx *c, const struct message *m, struct message_made *ret)
{
    struct referral f;
    struct referral_step_word_row row;
    int step = 0;
    *ret = (struct message_made){.subject = SUBJECT};
    enum err err = referral_by_key(c, m->source_key, &f);
    if (!err) err = referral_step_word(c->db, m->source, &row);
    if (!err) err = may_tell(c, &f, &ret->why_not);
    if (err || ret->why_not.n) return err;
    if (!vocabulary_find(&referral_steps, row.step, &step)) BUG("a step without a word");
    ret->text = text_of(c, &f, (enum referral_step)step);
    return ERR_NONE;
}

static struct url page(struct arena *a, const struct message *m, struct url person)
{
    (void)person;
    return url_with_id(a, "/referrals/", m->source_key, "");
}

const struct message_maker referral_message_maker = {MESSAGE_OF_REFERRAL, make, page};
