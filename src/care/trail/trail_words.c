#include "care/trail/trail_words.h"

#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

static const struct {
    struct str route, words;
} ROUTES[] = {
    {STR_INIT("GET /people/:person"), STR_INIT("Opened the summary")},
    {STR_INIT("GET /people/:person/about"), STR_INIT("Read what matters to them")},
    {STR_INIT("GET /people/:person/about/edit"), STR_INIT("Opened what matters to them to change it")},
    {STR_INIT("POST /people/:person/about/edit"), STR_INIT("Changed what matters to them")},
    {STR_INIT("POST /people/:person/about/edit/draft"),
        STR_INIT("Kept a draft of what matters to them, or discarded it")},
    {STR_INIT("GET /people/:person/about/history"), STR_INIT("Opened earlier versions of what matters to them")},
    {STR_INIT("GET /people/:person/circle"), STR_INIT("Looked at the circle of care")},
    {STR_INIT("GET /people/:person/circle/family/:entry/edit"),
        STR_INIT("Opened what is noted about a carer, relative or friend to change it")},
    {STR_INIT("POST /people/:person/circle/family/:entry/edit"),
        STR_INIT("Changed what is noted about a carer, relative or friend")},
    {STR_INIT("POST /people/:person/circle/family/:entry/edit/draft"),
        STR_INIT("Kept a draft about a carer, relative or friend, or discarded it")},
    {STR_INIT("GET /people/:person/circle/family/:entry/history"),
        STR_INIT("Opened earlier versions of what is noted about a carer, relative or friend")},
    {STR_INIT("GET /people/:person/circle/services/:entry/edit"),
        STR_INIT("Opened what is noted about a professional or service to change it")},
    {STR_INIT("POST /people/:person/circle/services/:entry/edit"),
        STR_INIT("Changed what is noted about a professional or service")},
    {STR_INIT("POST /people/:person/circle/services/:entry/edit/draft"),
        STR_INIT("Kept a draft about a professional or service, or discarded it")},
    {STR_INIT("GET /people/:person/circle/services/:entry/history"),
        STR_INIT("Opened earlier versions of what is noted about a professional or service")},
    {STR_INIT("GET /people/:person/records"), STR_INIT("Looked at what other systems recorded")},
    {STR_INIT("GET /people/:person/timeline"), STR_INIT("Opened the timeline")},
    {STR_INIT("GET /people/:person/details"), STR_INIT("Opened the details")},
    {STR_INIT("GET /people/:person/edit"), STR_INIT("Opened the details to change them")},
    {STR_INIT("POST /people/:person/edit"), STR_INIT("Changed the details")},
    {STR_INIT("POST /people/:person/edit/draft"), STR_INIT("Kept a draft of the details, or discarded it")},
    {STR_INIT("GET /people/:person/undo"), STR_INIT("Opened a change to undo it")},
    {STR_INIT("POST /people/:person/undo"), STR_INIT("Undid a change of the details")},
    {STR_INIT("GET /people/:person/put-back"), STR_INIT("Opened a version to put it back")},
    {STR_INIT("POST /people/:person/put-back"), STR_INIT("Put a version of the details back")},
    {STR_INIT("POST /people/:person/contacts/new/draft"), STR_INIT("Kept a draft of a contact, or discarded it")},
    {STR_INIT("POST /people/new/draft"), STR_INIT("Kept a draft of somebody to add, or discarded it")},
    {STR_INIT("GET /people/:person/history"), STR_INIT("Opened the history of changes")},
    {STR_INIT("GET /people/:person/who-looked"), STR_INIT("Looked at who looked")},
    {STR_INIT("GET /people/:person/contacts/new"), STR_INIT("Began to record a contact")},
    {STR_INIT("POST /people/:person/contacts/new"), STR_INIT("Recorded a contact")},
    {STR_INIT("GET /people/:person/contacts/:contact/strike"), STR_INIT("Opened a contact to strike it through")},
    {STR_INIT("POST /people/:person/contacts/:contact/strike"), STR_INIT("Struck a contact through")},
    {STR_INIT("GET /people/:person/letters"), STR_INIT("Opened the letters")},
    {STR_INIT("GET /people/:person/letters/new"), STR_INIT("Began a letter")},
    {STR_INIT("POST /people/:person/letters/new"), STR_INIT("Wrote a letter")},
    {STR_INIT("POST /people/:person/letters/new/draft"), STR_INIT("Kept the draft of a letter")},
    {STR_INIT("GET /people/:person/letters/:letter"), STR_INIT("Opened a letter")},
    {STR_INIT("GET /people/:person/letters/:letter/print"), STR_INIT("Opened a letter to print it")},
    {STR_INIT("GET /people/:person/refer"), STR_INIT("Began a referral")},
    {STR_INIT("POST /people/:person/refer/draft"), STR_INIT("Kept a draft of a referral, or discarded it")},
    {STR_INIT("POST /people/:person/refer"), STR_INIT("Sent a referral")},
    {STR_INIT("POST /referrals/new"), STR_INIT("Sent a referral")},
    {STR_INIT("POST /referrals/links"), STR_INIT("Made a link for a partner to refer with")},
    {STR_INIT("POST /referrals/links/:partner/end"), STR_INIT("Stopped a partner’s link")},
    {STR_INIT("GET /refer/*"), STR_INIT("Opened a partner’s link")},
    {STR_INIT("POST /refer/*"), STR_INIT("Sent a referral with a partner’s link")},
    {STR_INIT("GET /refer-yourself"), STR_INIT("Opened the form to ask for support")},
    {STR_INIT("POST /refer-yourself"), STR_INIT("Asked for support themselves")},
    {STR_INIT("GET /referrals"), STR_INIT("Looked at the inbox of referrals")},
    {STR_INIT("POST /referrals/give"), STR_INIT("Gave referrals to a colleague")},
    {STR_INIT("GET /referrals/sent"), STR_INIT("Looked at the referrals they sent")},
    {STR_INIT("GET /referrals/:referral"), STR_INIT("Opened a referral")},
    {STR_INIT("POST /referrals/:referral/step"), STR_INIT("Decided about a referral")},
    {STR_INIT("GET /referrals/:referral/amend"), STR_INIT("Opened a referral to change it")},
    {STR_INIT("POST /referrals/:referral/amend"), STR_INIT("Changed a referral")},
    {STR_INIT("POST /referrals/:referral/withdraw"), STR_INIT("Withdrew a referral")},
    {STR_INIT("GET /people/:person/screen"), STR_INIT("Was about to show them the screen")},
    {STR_INIT("POST /people/:person/screen"), STR_INIT("Began to show them the screen")},
    {STR_INIT("POST /screen/end"), STR_INIT("Ended showing the screen")},
    {STR_INIT("GET /people/:person/notices"), STR_INIT("Opened notices")},
    {STR_INIT("GET /people/:person/notices/:notice"), STR_INIT("Began to dismiss a notice")},
    {STR_INIT("POST /people/:person/notices/:notice"), STR_INIT("Dismissed a notice")},
    {STR_INIT("GET /people/:person/closing"), STR_INIT("Opened the closing steps")},
    {STR_INIT("POST /people/:person/closing"), STR_INIT("Worked through the closing steps")},
    {STR_INIT("GET /people/:person/consent"), STR_INIT("Opened consent")},
    {STR_INIT("GET /people/:person/consent/history"), STR_INIT("Opened everything recorded about consent")},
    {STR_INIT("GET /people/:person/consent/decision"), STR_INIT("Began to record a decision about consent")},
    {STR_INIT("POST /people/:person/consent/decision"), STR_INIT("Recorded a decision about consent")},
    {STR_INIT("POST /people/:person/consent/decision/draft"),
        STR_INIT("Kept a draft of a decision about consent, or discarded it")},
    {STR_INIT("GET /people/:person/consent/capacity"), STR_INIT("Began to record an assessment of capacity")},
    {STR_INIT("POST /people/:person/consent/capacity"), STR_INIT("Recorded an assessment of capacity")},
    {STR_INIT("POST /people/:person/consent/capacity/draft"),
        STR_INIT("Kept a draft of an assessment of capacity, or discarded it")},
    {STR_INIT("GET /people/:person/consent/best-interests"),
        STR_INIT("Began to record a best-interests decision")},
    {STR_INIT("POST /people/:person/consent/best-interests"), STR_INIT("Recorded a best-interests decision")},
    {STR_INIT("POST /people/:person/consent/best-interests/draft"),
        STR_INIT("Kept a draft of a best-interests decision, or discarded it")},
    {STR_INIT("GET /people/:person/consent/attorney"), STR_INIT("Began to record an attorney or deputy")},
    {STR_INIT("POST /people/:person/consent/attorney"), STR_INIT("Recorded an attorney or deputy")},
    {STR_INIT("POST /people/:person/consent/attorney/draft"),
        STR_INIT("Kept a draft of an attorney or deputy, or discarded it")},
    {STR_INIT("GET /people/:person/consent/lawful-basis"),
        STR_INIT("Began to record why something may be shared without asking")},
    {STR_INIT("POST /people/:person/consent/lawful-basis"),
        STR_INIT("Recorded why something may be shared without asking")},
    {STR_INIT("POST /people/:person/consent/lawful-basis/draft"),
        STR_INIT("Kept a draft of why something may be shared without asking, or discarded it")},
    {STR_INIT("GET /people/:person/consent/:consent/strike"),
        STR_INIT("Opened an entry of consent to strike it through")},
    {STR_INIT("POST /people/:person/consent/:consent/strike"), STR_INIT("Struck an entry of consent through")},
    {STR_INIT("GET /people/:person/consent/:party/note"), STR_INIT("Made a note for somebody who may be told")},
    {STR_INIT("GET /people/:person/address"), STR_INIT("Asked for the protected address")},
    {STR_INIT("GET /people/:person/team"), STR_INIT("Opened the team")},
    {STR_INIT("POST /people/:person/team"), STR_INIT("Added somebody to the team")},
    {STR_INIT("POST /people/:person/team/end"), STR_INIT("Ended somebody’s relation to the person")},
    {STR_INIT("GET /people/:person/restrict"), STR_INIT("Opened the page for restricting the record")},
    {STR_INIT("POST /people/:person/restrict"), STR_INIT("Restricted the record, or lifted that")},
    {STR_INIT("POST /people/look-up"), STR_INIT("Looked them up by NHS number and date of birth")},
    {STR_INIT("GET /people/look-up/:look_up"), STR_INIT("Was asked why they need to open the record")},
    {STR_INIT("POST /people/look-up/:look_up"), STR_INIT("Said why they need to open the record")},
    {STR_INIT("POST /people/look-up/:look_up/confirm"),
        STR_INIT("Gave a password or code to open the restricted record")},
    {STR_INIT("GET /my-people"), STR_INIT("Saw them among their people")},
    {STR_INIT("POST /my-people/:relation/end"), STR_INIT("Gave up a record they had opened with a reason")},
    {STR_INIT("GET /people/results/:search"), STR_INIT("Saw them among search results")},
    {STR_INIT("GET /people"), STR_INIT("Saw them in the list of people")},
    {STR_INIT("GET /people/export"), STR_INIT("Was asked why a list of people is to leave")},
    {STR_INIT("POST /people/export"), STR_INIT("Took them out of Cairn in a file")},
    {STR_INIT("GET /people/find"), STR_INIT("Opened the page to find a person")},
    {STR_INIT("POST /people/find"), STR_INIT("Looked for a person")},
    {STR_INIT("GET /people/new"), STR_INIT("Began to add a person")},
    {STR_INIT("POST /people/new"), STR_INIT("Added the person")},
    {STR_INIT("GET /my-day"), STR_INIT("Saw them on My day")},
    {STR_INIT("POST /my-day/calendar"), STR_INIT("Made an address for their calendar")},
    {STR_INIT("POST /my-day/calendar/end"), STR_INIT("Stopped the address of their calendar")},
    {STR_INIT("GET /calendar/*"), STR_INIT("A calendar fetched how much is due")},
    {STR_INIT("POST /tasks/:task/done"), STR_INIT("Finished a task")},
    {STR_INIT("POST /sign-in"), STR_INIT("Signed in with a password")},
    {STR_INIT("POST /sign-in/code"), STR_INIT("Signed in with a code")},
    {STR_INIT("POST /sign-in/again"), STR_INIT("Came back after a pause")},
    {STR_INIT("POST /sign-in/stay"), STR_INIT("Stayed signed in")},
    {STR_INIT("POST /sign-in/recovery-codes"), STR_INIT("Said that the recovery codes are kept")},
    {STR_INIT("POST /sign-in/role"), STR_INIT("Chose a role")},
    {STR_INIT("GET /sign-in/set-up"), STR_INIT("Opened the set-up of the second step")},
    {STR_INIT("POST /sign-in/set-up"), STR_INIT("Set up the second step")},
    {STR_INIT("POST /sign-out"), STR_INIT("Signed out")},
    {STR_INIT("GET /welcome/:link"), STR_INIT("Opened a one-time link")},
    {STR_INIT("POST /welcome/:link"), STR_INIT("Set a password with a one-time link")},
    {STR_INIT("POST /account/password"), STR_INIT("Changed their own password")},
    {STR_INIT("POST /account/recovery-codes"), STR_INIT("Got new recovery codes")},
    {STR_INIT("GET /account/second-factor"), STR_INIT("Opened their second step to set it up again")},
    {STR_INIT("POST /account/second-factor/renew"), STR_INIT("Set up their second step again")},
    {STR_INIT("POST /account/sessions/end"), STR_INIT("Signed out everywhere else")},
    {STR_INIT("GET /admin/staff"), STR_INIT("Opened the list of staff")},
    {STR_INIT("GET /admin/staff/new"), STR_INIT("Began to add an account")},
    {STR_INIT("POST /admin/staff/new"), STR_INIT("Added an account")},
    {STR_INIT("GET /admin/staff/:account"), STR_INIT("Opened an account")},
    {STR_INIT("POST /admin/staff/:account"), STR_INIT("Changed an account’s name or address")},
    {STR_INIT("POST /admin/staff/:account/roles"), STR_INIT("Gave a role")},
    {STR_INIT("POST /admin/staff/:account/roles/end"), STR_INIT("Ended a role")},
    {STR_INIT("POST /admin/staff/:account/disable"), STR_INIT("Disabled an account")},
    {STR_INIT("POST /admin/staff/:account/enable"), STR_INIT("Enabled an account")},
    {STR_INIT("POST /admin/staff/:account/reset"), STR_INIT("Reset an account and made a link")},
    {STR_INIT("GET /admin/staff/:account/leaving"), STR_INIT("Saw what a colleague leaves behind")},
    {STR_INIT("POST /admin/staff/:account/hand-over"), STR_INIT("Gave what a colleague has to do to another")},
    {STR_INIT("POST /admin/staff/:account/hand-over/undo"), STR_INIT("Took a handover back")},
    {STR_INIT("GET /admin/reference"), STR_INIT("Looked at the published tables")},
    {STR_INIT("GET /admin/access"), STR_INIT("Opened access to review")},
    {STR_INIT("GET /admin/access/:review"), STR_INIT("Opened an entry of access to review")},
    {STR_INIT("POST /admin/access/:review"), STR_INIT("Reviewed an entry")},
    {STR_INIT("GET /admin/roles"), STR_INIT("Looked at who holds which role")},
    {STR_INIT("GET /admin/audit"), STR_INIT("Looked at the audit")},
    {STR_INIT("GET /admin/backups"), STR_INIT("Looked at the backups")},
    {STR_INIT("GET /duplicates"), STR_INIT("Looked at who may be here twice")},
    {STR_INIT("GET /people/:person/same/:other"), STR_INIT("Compared two records")},
    {STR_INIT("POST /people/:person/same/:other"), STR_INIT("Joined two records, or was asked whether to")},
    {STR_INIT("POST /people/:person/same/:other/not"), STR_INIT("Said that two records are of two people")},
    {STR_INIT("GET /people/:person/joined"), STR_INIT("Looked at which records were joined")},
    {STR_INIT("GET /people/:person/joined/:merge/undo"), STR_INIT("Began to undo the joining of two records")},
    {STR_INIT("POST /people/:person/joined/:merge/undo"), STR_INIT("Undid the joining of two records")},
    {STR_INIT("GET /admin/imports"), STR_INIT("Looked at the imports")},
    {STR_INIT("GET /admin/imports/new"), STR_INIT("Began to upload a file")},
    {STR_INIT("POST /admin/imports/new"), STR_INIT("Uploaded a file of people")},
    {STR_INIT("GET /admin/imports/:upload"), STR_INIT("Looked at an uploaded file")},
    {STR_INIT("POST /admin/imports/:upload/approve"), STR_INIT("Approved the import of an uploaded file")},
    {STR_INIT("POST /admin/imports/:upload/discard"), STR_INIT("Discarded an uploaded file")},
    {STR_INIT("GET /admin/imports/:upload/rows"), STR_INIT("Looked through the rows of an uploaded file")},
    {STR_INIT("POST /admin/imports/:upload/match"), STR_INIT("Decided on a close match in an uploaded file")},
    {STR_INIT("GET /admin/imports/:upload/not-imported.csv"), STR_INIT("Took the list of what is not imported")},
    {STR_INIT("GET /admin/imports/:upload/columns"), STR_INIT("Looked at what the columns of a file hold")},
    {STR_INIT("POST /admin/imports/:upload/columns"), STR_INIT("Said what the columns of a file hold")},
    {STR_INIT("GET /my-development/training/new"), STR_INIT("Began to record their own training")},
    {STR_INIT("POST /my-development/training/new"), STR_INIT("Recorded their own training")},
    {STR_INIT("POST /my-development/actions/:action/done"), STR_INIT("Finished what was agreed in supervision")},
    {STR_INIT("GET /team/readiness"), STR_INIT("Looked at who of the team is ready")},
    {STR_INIT("GET /team/:account"), STR_INIT("Opened a colleague’s training and supervision")},
    {STR_INIT("GET /team/:account/post"), STR_INIT("Opened a colleague’s post to change it")},
    {STR_INIT("POST /team/:account/post"), STR_INIT("Changed a colleague’s post")},
    {STR_INIT("GET /team/:account/post/history"), STR_INIT("Opened how a colleague’s post changed")},
    {STR_INIT("GET /team/:account/training/new"), STR_INIT("Began to record a colleague’s training")},
    {STR_INIT("POST /team/:account/training/new"), STR_INIT("Recorded a colleague’s training")},
    {STR_INIT("GET /team/training/:training"), STR_INIT("Opened a record of training")},
    {STR_INIT("POST /team/training/:training/confirm"), STR_INIT("Confirmed training")},
    {STR_INIT("POST /team/training/:training/strike"), STR_INIT("Struck training through")},
    {STR_INIT("GET /team/:account/override"), STR_INIT("Began to answer for somebody who is not ready")},
    {STR_INIT("POST /team/:account/override"), STR_INIT("Answered for somebody who is not ready")},
    {STR_INIT("GET /team/overrides/:override"), STR_INIT("Opened an override")},
    {STR_INIT("POST /team/overrides/:override/end"), STR_INIT("Ended an override")},
    {STR_INIT("GET /team/:account/supervision/new"), STR_INIT("Began to log supervision")},
    {STR_INIT("POST /team/:account/supervision/new"), STR_INIT("Logged supervision")},
    {STR_INIT("GET /team/supervision/:supervision"), STR_INIT("Read what was said in supervision")},
    {STR_INIT("POST /team/supervision/:supervision/strike"), STR_INIT("Struck supervision through")},
};

static const struct {
    struct str action, words;
} ACTIONS[] = {
    {STR_INIT("address"), STR_INIT("Saw the protected address")},
    {STR_INIT("contact.record"), STR_INIT("Recorded a contact")},
    {STR_INIT("letter.print"), STR_INIT("Opened a letter to print it")},
    {STR_INIT("import.reference"), STR_INIT("Loaded a published table")},
    {STR_INIT("import.people"), STR_INIT("Brought in from another system")},
    {STR_INIT("demo.people"), STR_INIT("Made up for the demonstration")},
    {STR_INIT("move"), STR_INIT("Moved all data to another database")},
    {STR_INIT("view"), STR_INIT("Opened a page")},
    {STR_INIT("change"), STR_INIT("Changed something")},
    {STR_INIT("administer"), STR_INIT("Opened or changed a setting")},
    {STR_INIT("sign in"), STR_INIT("Was signing in")},
};

struct str trail_done(struct str action, struct str route)
{
    bool address = str_eq(action, STR("address")); /* wherever it was shown, that is what counts */
    for (size_t i = 0; !address && i < COUNT_OF(ROUTES); i++)
        if (str_eq(ROUTES[i].route, route)) return ROUTES[i].words;
    for (size_t i = 0; i < COUNT_OF(ACTIONS); i++)
        if (str_eq(ACTIONS[i].action, action)) return ACTIONS[i].words;
    return action;
}

struct str trail_who(struct str name, struct str action, struct str route)
{
    if (name.n) return name;
    bool from_page =
        str_starts(route, STR("GET ")) || str_starts(route, STR("POST ")) || str_eq(action, STR("sign in"));
    return from_page ? STR("Nobody signed in") : STR("Cairn itself");
}

struct str trail_claim(struct arena *a, struct str reason)
{
    struct str label = claim_reason_in_audit(reason);
    return label.n ? str_printf(a, "With a reason: %.*s", STR_ARG(label)) : STR_NONE;
}

struct str trail_outcome(int outcome)
{
    switch (outcome) {
    case AUDIT_REFUSED: return STR("Refused");
    case AUDIT_CONFLICT: return STR("Not done: changed by somebody else first");
    case AUDIT_INVALID: return STR("Not done: not valid");
    case AUDIT_FAILED: return STR("Failed");
    default: return STR_NONE;
    }
}

struct str trail_people(struct arena *a, int64_t n)
{
    if (!n) return STR_NONE;
    return str_printf(a, "%lld %s", (long long)n, n == 1 ? "person" : "people");
}
