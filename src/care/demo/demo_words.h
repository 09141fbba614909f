/*
 * The words an invented network is made of. The tables themselves stand in demo/, one file a subject, so that
 * somebody who knows a community better can put its names right without reading any code.
 *
 * Every list is ordered from common to rare: the generator draws early words more often. All places are invented;
 * all names are common ones, put together by chance. Shares are per thousand, see demo/README.md for their
 * sources.
 */
#ifndef CAIRN_CARE_DEMO_WORDS_H
#define CAIRN_CARE_DEMO_WORDS_H

#include "care/coded/coded.h"
#include "care/contacts/contact.h"
#include "care/demo/demo_conditions.h"
#include "nhs/vocabulary.h"
#include "platform/auth/relation.h"

struct demo_words {
    const char *const *items;
    size_t n;
};
#define DEMO_WORDS(...) \
    { \
        (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *) \
    }

/* How the members of a household are called after each other. */
enum demo_surnames {
    DEMO_SURNAMES_SHARED,    /* everybody has the household's */
    DEMO_SURNAMES_WIVES_OWN, /* women of the older generations have one of own_family, children the father's */
    DEMO_SURNAMES_EACH_OWN,  /* women keep their father's: a mother's differs from her children's */
    DEMO_SURNAMES_GENDERED,  /* Kowalski, Kowalska */
    DEMO_SURNAMES_KAUR       /* Singh for men and Kaur for women, in place of or beside a family's name */
};

enum { DEMO_GENERATIONS = 3, DEMO_AGE_BANDS = 3 };
/* What the likelihood of some conditions depends on. */
enum demo_origin { DEMO_ORIGIN_OTHER, DEMO_ORIGIN_SOUTH_ASIAN, DEMO_ORIGIN_BLACK };

struct demo_community {
    const char *name;
    int share[DEMO_AGE_BANDS]; /* of a thousand households: heads under 45, under 65, older */
    int deprived;              /* percent more of them in decile 1 than on average; as many fewer in decile 10 */
    enum demo_origin origin;
    enum ethnicity ethnicity; /* ETHNICITY_NONE: one of the mixed ones */
    enum demo_surnames surnames;
    struct demo_words family, own_family;
    /* born before 1960, before 1990, since */
    struct demo_words women[DEMO_GENERATIONS], men[DEMO_GENERATIONS];
    bool middle_names;
    const char *language, *second_language; /* besides English; BCP 47 */
    int second_share;                       /* of a hundred whose language it is not English */
    int speaks[DEMO_AGE_BANDS];      /* of a hundred: main language not English; under 45, under 70, older */
    int interpreter[DEMO_AGE_BANDS]; /* of a hundred of those */
    int three_generations;           /* of a thousand of its households */
};
extern const struct demo_community demo_communities[];
extern const size_t demo_community_count;

/* ---- households ---- */
enum demo_household_kind {
    DEMO_ALONE,
    DEMO_COUPLE,
    DEMO_FAMILY,
    DEMO_LONE_PARENT,
    DEMO_GROWN_FAMILY, /* a couple and children who are adults */
    DEMO_LONE_AND_GROWN,
    DEMO_SHARED,
    DEMO_CARE_HOME,
    DEMO_HOUSEHOLD_KINDS
};
enum { DEMO_HEAD_BANDS = 8, DEMO_CHILDREN_MOST = 5 };
extern const int demo_head_ages[DEMO_HEAD_BANDS + 1]; /* where each band begins, and the last ends */
extern const int demo_household_shares[DEMO_HOUSEHOLD_KINDS][DEMO_HEAD_BANDS];
extern const int demo_children_shares[2][DEMO_CHILDREN_MOST]; /* usual; large families */

/* ---- places ---- */
struct demo_area {
    const char *lsoa, *outward;
    int decile;
};
extern const struct demo_area demo_areas[];
extern const size_t demo_area_count;
extern const int demo_area_tilts[DEMO_HOUSEHOLD_KINDS];

enum { DEMO_PRACTICES = 6, DEMO_OUTWARDS = 2, DEMO_GPS_MOST = 7 };
struct demo_practice {
    const char *ods_code, *name;
    int share;                           /* of a thousand people */
    const char *outward[DEMO_OUTWARDS];  /* where its people live: "RE1" */
    const char *district[DEMO_OUTWARDS]; /* the second line of the address */
    struct demo_words gps;               /* "Dr Anil Patel" */
    const char *care_home, *care_home_street, *care_home_postcode;
};
extern const char *const demo_pcn_name, *const demo_town;
extern const struct demo_practice demo_practices[DEMO_PRACTICES];
extern const struct demo_words demo_street_names, demo_street_kinds;

/* ---- care homes ---- */
extern const struct demo_words demo_home_managers, demo_home_proxy_notes, demo_home_asks, demo_home_askers,
    demo_home_order_faults, demo_home_issues;

/* ---- what is worth knowing before getting in touch ---- */
extern const struct demo_words demo_times, demo_hearing_notes, demo_sight_notes, demo_learning_notes,
    demo_memory_notes, demo_everyday_notes;
struct demo_short_name {
    const char *formal, *called;
};
extern const struct demo_short_name demo_short_names[];
extern const size_t demo_short_name_count;

/* ---- what happened ---- */
/*
 * One contact and what was promised in it. Notes may hold {name} {he} {He} {him} {his} of the person, {kin} and
 * {kin_is} ("Claire", "daughter"), {gp}. A story says when: days ago, the hour, and when the promise falls due
 * (negative: overdue). In a topic those are 0 and drawn by chance.
 */
struct demo_step {
    enum contact_outcome outcome;
    enum contact_mode mode; /* CONTACT_MODE_NONE: the usual one of the outcome */
    enum contact_with with;
    bool incoming;
    const char *with_name, *note;
    int minutes;
    enum task_kind promise; /* TASK_KIND_NONE: nothing was; finished by the next step */
    const char *task;
    int days_ago, hour, minute, due_in;
    bool leaves_open; /* what was promised before stays open */
    bool friday;      /* on the Friday on or before that day */
};
struct demo_steps {
    const struct demo_step *items;
    size_t n;
};
#define DEMO_STEPS(...) \
    { \
        (const struct demo_step[]){__VA_ARGS__}, \
            sizeof((const struct demo_step[]){__VA_ARGS__}) / sizeof(struct demo_step) \
    }

/* A thing people need help with, as it goes over some months. A contact's thread stops anywhere along it. */
struct demo_topic {
    int age_from, age_to;
    uint32_t roles; /* bit of each staff role whose work it is */
    int of;         /* 1 + enum demo_condition_id: for those who have it; 0: anybody */
    bool light;     /* of those contacted every two or three months */
    struct demo_steps steps;
};
#define DEMO_ROLE(name) (1u << STAFF_ROLE_##name)
extern const struct demo_topic demo_topics[];
extern const size_t demo_topic_count;

/* Something in the coded record of somebody with a story. Days ago may be negative: an appointment to come. */
struct demo_fact {
    int days_ago, hour; /* hour 0: the source knew the day alone */
    enum coded_kind kind;
    struct demo_code code;
    const char *value;
    enum coded_status status; /* 0: as usual for the kind */
    int nights;               /* of an admission */
    bool friday;              /* of an admission: it ended on the Friday on or before that day */
};
struct demo_facts {
    const struct demo_fact *items;
    size_t n;
};
#define DEMO_FACTS(...) \
    { \
        (const struct demo_fact[]){__VA_ARGS__}, \
            sizeof((const struct demo_fact[]){__VA_ARGS__}) / sizeof(struct demo_fact) \
    }
enum { DEMO_STORY_CONDITIONS = 10 };

/* People with a story of their own, the same in every network that is made: they are in the manual's pictures. */
struct demo_story {
    const char *title, *given, *family, *called, *born; /* born: 1943-03-04 */
    enum gender gender;
    const char *nhs_number;
    int practice;
    const char *street, *postcode, *home, *mobile, *gp, *language;
    enum ethnicity ethnicity;
    bool interpreter;
    enum written_format format;
    enum contact_method method;
    const char *times, *note;
    const char *worker; /* the email name of who supports them: "leah.morgan"; NULL: nobody yet */
    struct demo_steps steps;
    struct {
        int of, years; /* 1 + enum demo_condition_id, and for how long */
    } conditions[DEMO_STORY_CONDITIONS];
    struct demo_facts facts;
    bool carer, care_home, protected_address, restricted;
    int died_days_ago; /* 0: alive */
};
extern const struct demo_story demo_stories[], demo_more_stories[];
extern const size_t demo_first_story_count, demo_more_story_count;
/* Of both tables, the first first. */
const struct demo_story *demo_story_at(size_t i);
size_t demo_story_count(void);

/* ---- what they say of themselves, and who is around them ---- */
struct demo_told {
    const char *whose; /* "Amina Rahman" */
    const char *important, *people, *communication, *please, *support, *also;
    const char *helper; /* NULL: nobody helped */
    int days_ago;
};
extern const struct demo_told demo_told[];
extern const size_t demo_told_count;
struct demo_around {
    const char *of; /* "Amina Rahman" */
    bool service;
    const char *name, *relation, *does, *phone, *times, *told, *needs, *contingency, *organisation;
    const char *kind, *tie;             /* codes of care/circle */
    bool cares, first, leads, together; /* together: they live together */
};
extern const struct demo_around demo_around[];
extern const size_t demo_around_count;

/* ---- appointments that they are helped with ---- */
struct demo_appointment {
    const char *of; /* "Amina Rahman" */
    int days;       /* from the network's day on; negative: ago */
    /* As the fields of care/appointments; NULL says nothing. way, remind, outcome, whose: codes. */
    const char *with, *service, *time, *way, *place, *purpose, *transport, *needs, *remind;
    const char *questions, *hopes, *aids, *comes, *bring;
    const char *outcome, *why, *options, *chosen, *whose, *told;
};
extern const struct demo_appointment demo_appointments[];
extern const size_t demo_appointment_count;

/* ---- their plans ---- */
struct demo_owned_step {
    const char *what, *who, *state, *with, *outcome; /* who, state: codes of care/plan */
    int by, sure; /* by: days ago, negative to come; 0: no day. sure: 0: not asked */
};
struct demo_goal {
    const char *words;
    int importance;
    const char *state, *good, *outcome;
    int need; /* 1: the first of the plan's; 0: none */
    struct demo_owned_step steps[5];
};
struct demo_lack {
    const char *words, *whose, *name, *matters, *strength, *met, *service;
};
struct demo_owned {
    const char *whose; /* "Amina Rahman" */
    const char *does, *conditions, *triggers, *signs, *act, *call, *kept;
    const char *took_part, *centre, *talked, *outcomes, *shared;
    struct demo_lack needs[2];
    struct demo_goal goals[3];
    int agreed[2]; /* days ago, of the first version and the second; 0: there is none */
    int review_in;
    const char *decided; /* how they agreed: a code of care/plan */
};
extern const struct demo_owned demo_owned[];
extern const size_t demo_owned_count;

/* ---- staff ---- */
/* How somebody keeps up with what is due. */
enum demo_pace {
    DEMO_STEADY,
    DEMO_AHEAD,
    DEMO_OVERLOADED,
    DEMO_CALM /* everything that is due stands in the stories; the rest comes later */
};
struct demo_staff {
    const char *name;
    enum staff_role role;
    int practice; /* -1: the whole network */
    int people;   /* how many they support closely, besides those with a story */
    int light;    /* in a network of usual size or larger: how many more they contact now and then */
    enum demo_pace pace;
    const char *profession; /* of clinicians */
};
extern const struct demo_staff demo_staff[];
extern const size_t demo_staff_count;
struct demo_opening {
    const char *by, *whose; /* "hamza.sheikh", "Joan Hartley" */
    enum claim_reason reason;
    int hours, days_ago, hour;
};
extern const struct demo_opening demo_openings[];
extern const size_t demo_opening_count;
extern const char *const demo_password;

#endif
