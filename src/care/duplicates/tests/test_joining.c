/* Records are joined and parted at random, and nothing is lost: a second network goes through the same changes but
 * for the joining, and in the end both hold the same. No table is forgotten. What may not be joined says why. */
#include "base/random.h"
#include "care/duplicates/duplicates.h"
#include "care/duplicates/tests/rows.h"
#include "platform/auth/permission.h"
#include "platform/db/table_shape.h"
#include "platform/db/tests/store_support.h"

enum { ROUNDS = 40, ROUNDS_POSTGRES = 10, ROUNDS_THOROUGH = 400 };
enum { PEOPLE = 5, STEPS = 12, MERGES_MOST = 64, TWIN = 1000000 };
enum { FIRST_ID = 100000 }; /* beyond those that the database gives meanwhile */

static struct fixture f;
static struct work w;
static const struct actor anna = {.account = {1},
    .role = STAFF_ROLE_DATA_MANAGER,
    .pcn = {1},
    .name = STR_INIT("Anna"),
    .scope = {.everybody = true}};

/* ---- a round ---- */

struct merge_made {
    struct uuid key;
    int kept, away;
    bool undone;
};
struct round {
    struct random_seeded random;
    int64_t next_id;
    struct person_id people[PEOPLE], twins[PEOPLE];
    struct merge_made merges[MERGES_MOST];
    size_t n;
    int into[PEOPLE]; /* who a record is part of; itself */
};

static int remaining(const struct round *r, int who)
{
    while (r->into[who] != who) who = r->into[who];
    return who;
}

static struct person made_up(struct round *r, int who, int64_t practice)
{
    static const char *const phones[] = {NULL, "01134960000", "01134960001", "01134960002", "01134960003"};
    static const int64_t numbers[] = {0, 9991000011, 9991000038, 9991000046, 9991000054};
    uint32_t says = random_below(&r->random, 8);
    return (struct person){.practice = {practice},
        .given_names = STR("Amina"),
        .family_name = who % 2 ? STR("Rahman") : STR("Rehman"),
        .mobile_phone = says & 1 ? str_from_cstr(phones[1 + who % 4]) : STR_NONE,
        .contact_times = says & 2 ? str_printf(&w.arena, "After %d", who) : STR_NONE,
        .nhs_number = {says & 4 ? numbers[1 + who % 4] : 0},
        .nhs_number_status = says & 4 ? STR("02") : STR("03"),
        .postcode = who % 2 ? STR("LS8 4QT") : STR("LS8 4QU"),
        .lsoa = who % 2 ? STR("E01011111") : STR("E01022222"),
        .born = {(int32_t)(-9000 + who)},
        .died = DATE_NONE,
        .source = STR("typed")};
}

static void write_row(struct ctx *c, struct round *r, int who, size_t kind)
{
    int64_t id = r->next_id++;
    struct str words = str_printf(c->arena, "Words %lld", (long long)id);
    for (int twin = 0; twin < 2; twin++) {
        int64_t person = twin ? r->twins[who].v : r->people[who].v, mine = id + twin * TWIN;
        run_row(c, &INSERTS[kind], mine, person, words);
        if (kind == PARTY) run_row(c, &ABOUT_PARTY, mine + 500000, person, words);
        HOLDS(person_listed_write(c, (struct person_id){person}) == ERR_NONE);
    }
}

/* Of relations each has one at most, from the beginning: all are of one role. */
static void write_something(struct ctx *c, struct round *r, int who)
{
    size_t kind = random_below(&r->random, KINDS);
    write_row(c, r, who, kind == RELATION ? 0 : kind);
}

static void people(struct ctx *c, struct round *r)
{
    for (int i = 0; i < PEOPLE; i++) {
        struct random_seeded again = r->random;
        struct person p = made_up(r, i, 1);
        p.nhs_number.v = i < 4 ? p.nhs_number.v : 0;
        HOLDS((person_add(c, &p)) == (ERR_NONE));
        r->people[i] = p.id;
        r->random = again;
        p = made_up(r, i, 2);
        p.nhs_number.v = i < 4 ? p.nhs_number.v : 0;
        HOLDS((person_add(c, &p)) == (ERR_NONE));
        r->twins[i] = p.id;
        r->into[i] = i;
        if (random_below(&r->random, 2)) write_row(c, r, i, RELATION);
    }
}

static void change_something(struct ctx *c, struct round *r)
{
    int64_t id = FIRST_ID + random_below(&r->random, (uint32_t)(r->next_id - FIRST_ID + 1));
    struct str words = str_printf(c->arena, "Changed %lld", (long long)random_below(&r->random, 100000));
    for (int twin = 0; twin < 2; twin++)
        for (size_t i = 0; i < COUNT_OF(CHANGES); i++) {
            struct db_run run CLEANUP(db_end) = db_begin(c->db, &CHANGES[i]);
            db_bind_text(&run, 1, words);
            db_bind_int(&run, 2, id + twin * TWIN);
            HOLDS((db_step(&run)) == (ERR_NONE));
        }
}

static void change_details(struct ctx *c, struct round *r, int who)
{
    struct str times = str_printf(c->arena, "From %lld", (long long)r->next_id++);
    for (int twin = 0; twin < 2; twin++) {
        struct person p;
        HOLDS((person_get_whole(c, twin ? r->twins[who] : r->people[who], &p)) == (ERR_NONE));
        p.contact_times = times;
        HOLDS((person_save(c, &p)) == (ERR_NONE));
    }
}

static void add_field(struct form *form, const char *name, bool yes, const char *value, const char *otherwise)
{
    form->fields.items[form->fields.n++] =
        (struct form_field){str_from_cstr(name), str_from_cstr(yes ? value : otherwise)};
}

static void join_two(struct ctx *c, struct round *r)
{
    static const char *const fields[] = {"take_contact_times", "take_mobile_phone", "take_nhs_number",
        "take_address_1", "take_family_name", "take_born"};
    int kept = (int)random_below(&r->random, PEOPLE), away = (int)random_below(&r->random, PEOPLE);
    struct form form = {.fields.items = ARENA_ARRAY(c->arena, struct form_field, COUNT_OF(fields))};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        add_field(&form, fields[i], random_below(&r->random, 2), "away", "kept");
    struct joining j = {.kept = r->people[kept], .away = r->people[away], .chosen = &form};
    enum err err = duplicates_join(c, &j);
    if (kept == away || r->into[kept] != kept || r->into[away] != away) {
        HOLDS(err == ERR_REFUSED);
        HOLDS(j.refused.n > 20);
        return;
    }
    HOLDS(err == ERR_NONE);
    r->into[away] = kept;
    r->merges[r->n++] = (struct merge_made){.key = j.key, .kept = kept, .away = away};
}

/* What was changed since is left, unless a later joining changed it. */
static void answer(struct ctx *c, struct round *r, int kept, struct form *form)
{
    struct person now, twin;
    HOLDS((person_get_whole(c, r->people[kept], &now)) == (ERR_NONE));
    HOLDS((person_get_whole(c, r->twins[kept], &twin)) == (ERR_NONE));
    form->fields.items = ARENA_ARRAY(c->arena, struct form_field, 12);
    form->fields.n = 0;
    add_field(form, "keep_contact_times", str_eq(now.contact_times, twin.contact_times), "theirs", "mine");
    add_field(form, "keep_mobile_phone", str_eq(now.mobile_phone, twin.mobile_phone), "theirs", "mine");
    add_field(form, "keep_nhs_number", now.nhs_number.v == twin.nhs_number.v, "theirs", "mine");
    add_field(form, "keep_postcode", str_eq(now.postcode, twin.postcode), "theirs", "mine");
    add_field(form, "keep_family_name", str_eq(now.family_name, twin.family_name), "theirs", "mine");
    form->fields.items[form->fields.n++] =
        (struct form_field){STR("keep_born"), now.born.v == twin.born.v ? STR("theirs") : STR("mine")};
}

static void part_two(struct ctx *c, struct round *r, size_t which)
{
    struct merge_made *m = &r->merges[which];
    struct form form;
    answer(c, r, m->kept, &form);
    struct parting p = {.merge = m->key, .chosen = &form};
    enum err err = duplicates_part(c, &p);
    bool later = false;
    for (size_t i = which + 1; i < r->n; i++) later |= !r->merges[i].undone && r->merges[i].kept == m->kept;
    if (m->undone || r->into[m->kept] != m->kept || (later && err)) {
        HOLDS(err == ERR_REFUSED);
        HOLDS(p.refused.n > 20);
        return;
    }
    HOLDS(err == ERR_NONE);
    m->undone = true;
    r->into[m->away] = m->away;
}

static void step(struct ctx *c, struct round *r)
{
    struct arena_mark mark = arena_mark(c->arena);
    int who = remaining(r, (int)random_below(&r->random, PEOPLE));
    switch (random_below(&r->random, 8)) {
    case 0: change_something(c, r); break;
    case 1: change_details(c, r, who); break;
    case 2:
    case 3:
        if (r->n < MERGES_MOST) join_two(c, r);
        break;
    case 4:
        if (r->n) part_two(c, r, random_below(&r->random, (uint32_t)r->n));
        break;
    default: write_something(c, r, who);
    }
    arena_rewind(c->arena, mark);
}

/* ---- what each network holds ---- */

static struct shape_list shapes; /* of all tables, as the database describes them */

static const struct shape_engine *engine_of(void)
{
    return f.database.n ? &shape_on_postgres : &shape_on_sqlite;
}

enum { TABLES = 16 };
static const char *const HELD[TABLES] = {"contact", "task", "circle_entry", "letter", "consent", "consent_party",
    "coded_record", "import_person", "import_change", "relation", "draft", "referral", "notice", "person",
    "person_term", "person_listed"};
static const char *const LEFT_OUT[] = {
    "key", "nonce", "source_key", "last_row", "practice_id", "pcn_id", "changed_at", "notice_id"};

struct holding {
    const struct round *round;
    const struct shape *shape;
    uint64_t sum[2];
    bool says;               /* each value, where the two differ */
    int64_t rows[2], astray; /* astray: with somebody who is part of another record */
    int live[PEOPLE];        /* relations */
};

static bool is_left_out(const struct shape *t, const struct shape_column *column)
{
    for (size_t i = 0; i < COUNT_OF(LEFT_OUT); i++)
        if (str_eq(column->name, str_from_cstr(LEFT_OUT[i]))) return true;
    return str_eq(t->name, STR("person")) && str_eq(column->name, STR("version"));
}

/* Which of the people it is, from 0; with *ret_twin in which network. */
static int whose(const struct round *r, int64_t id, int *ret_twin)
{
    for (int i = 0; i < PEOPLE; i++) {
        *ret_twin = r->twins[i].v == id;
        if (r->people[i].v == id || r->twins[i].v == id) return i;
    }
    *ret_twin = -1;
    return -1;
}

static enum err add_row(void *arg, const struct db_value *row)
{
    struct holding *h = arg;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    int twin = -1, who = -1;
    for (size_t i = 0; i < h->shape->column_count; i++) {
        const struct shape_column *column = &h->shape->columns[i];
        int64_t value = row[i].i;
        if (is_left_out(h->shape, column)) continue;
        if (str_eq(column->name, STR("raised_by")) && row[i].kind != DB_NULL) return ERR_NONE; /* by a joining */
        if (str_eq(column->name, STR("person_id")))
            value = who = whose(h->round, value, &twin);
        else if (row[i].kind == DB_INT && value >= TWIN && value < 2 * TWIN)
            value -= TWIN;
        mix(&hash, &row[i].kind, sizeof row[i].kind);
        if (!twin && who >= 0 && str_eq(column->name, STR("ended_at"))) h->live[who] += row[i].kind == DB_NULL;
        if (row[i].kind == DB_INT) mix(&hash, &value, sizeof value);
        if (row[i].kind == DB_TEXT || row[i].kind == DB_BLOB) mix(&hash, row[i].bytes.p, row[i].bytes.n);
    }
    if (twin < 0) return ERR_NONE; /* of an earlier round */
    h->sum[twin] += hash;
    h->rows[twin]++;
    h->astray += !twin && h->round->into[who] != who;
    return ERR_NONE;
}

static void compare(struct ctx *c, const struct round *r, bool all_undone)
{
    const struct shape_engine *engine = engine_of();
    struct arena_mark mark = arena_mark(c->arena);
    for (size_t i = 0; i < shapes.n; i++)
        for (size_t k = 0; k < TABLES; k++) {
            struct holding h = {.round = r, .shape = &shapes.items[i]};
            if (!str_eq(h.shape->name, str_from_cstr(HELD[k]))) continue;
            HOLDS((engine->walk(c->db, c->arena, h.shape, add_row, &h)) == (ERR_NONE));
            bool derived = k >= 14; /* terms and lists know only who remains */
            if (!derived || all_undone) HOLDS((h.rows[0]) == (h.rows[1]));
            if (k != 13) HOLDS(h.astray == 0);
            for (int who = 0; str_eq(h.shape->name, STR("relation")) && who < PEOPLE; who++)
                HOLDS(h.live[who] < 2);
            if (all_undone && h.sum[0] != h.sum[1]) print_error("%s differs\n", HELD[k]);
            if (all_undone) HOLDS(h.sum[0] == h.sum[1]);
        }
    arena_rewind(c->arena, mark);
}

static void undo_all(struct ctx *c, struct round *r)
{
    for (bool any = true; any;) {
        any = false;
        size_t from = r->n ? random_below(&r->random, (uint32_t)r->n) : 0;
        for (size_t i = 0; i < r->n; i++) {
            size_t which = (from + i) % r->n;
            if (r->merges[which].undone) continue;
            any = true;
            if (r->into[r->merges[which].kept] != r->merges[which].kept) continue;
            struct arena_mark mark = arena_mark(c->arena);
            part_two(c, r, which);
            arena_rewind(c->arena, mark);
        }
    }
}

static enum err one_round(struct ctx *c, void *arg)
{
    const struct round *begun = arg;
    struct round *r = ARENA_NEW(c->arena, struct round); /* an action may run twice */
    *r = *begun;
    people(c, r);
    for (int i = 0; i < STEPS; i++) step(c, r);
    compare(c, r, false);
    undo_all(c, r);
    compare(c, r, true);
    return ERR_REFUSED; /* undone: the next round begins with nothing */
}

static void whatever_is_joined_and_parted_nothing_is_lost(void **state)
{
    (void)state;
    const char *given = getenv("CAIRN_SEED");
    int64_t seed = clock_monotonic_us();
    if (given) assert_true(str_int(str_from_cstr(given), 0, INT64_MAX, &seed));
    int rounds = getenv("CAIRN_THOROUGH") ? ROUNDS_THOROUGH : f.database.n ? ROUNDS_POSTGRES : ROUNDS;
    for (int i = 0; i < rounds; i++) {
        struct round r = {.next_id = FIRST_ID};
        random_seed(&r.random, (uint64_t)(seed + i));
        if (!i) print_message("CAIRN_SEED=%lld\n", (long long)seed);
        work_init(&w);
        w.c.actor = &anna;
        assert_int_equal(store_run(f.store, one_round, &r, &w.c), ERR_REFUSED);
        arena_release(&w.arena);
    }
}

/* ---- no table is forgotten ---- */

static bool has_a_person(const struct shape *t)
{
    for (size_t i = 0; i < t->parent_count; i++)
        if (str_eq(t->parents[i], STR("person"))) return true;
    for (size_t i = 0; i < t->column_count; i++)
        if (str_eq(t->columns[i].name, STR("person_id")) || str_eq(t->columns[i].name, STR("found"))) return true;
    return false;
}

static void every_table_with_a_person_follows_or_says_why_not(void **state)
{
    (void)state;
    size_t known = 0;
    for (size_t i = 0; i < shapes.n; i++) {
        size_t times = 0;
        for (size_t k = 0; k < duplicates_tables_count; k++) {
            const struct follows *t = &duplicates_tables[k];
            assert_true((t->why_not != NULL) != (t->follow != NULL));
            times += str_eq(shapes.items[i].name, str_from_cstr(t->table));
        }
        known += times;
        if (times != (has_a_person(&shapes.items[i]) ? 1 : 0))
            print_error("%.*s: does it follow? src/care/duplicates/joining.c\n", STR_ARG(shapes.items[i].name));
        assert_int_equal(times, has_a_person(&shapes.items[i]) ? 1 : 0);
    }
    assert_int_equal(known, duplicates_tables_count); /* and none is named that isn't there */
}

static int set_up(void **state)
{
    (void)state;
    fixture_new(&f);
    fixture_open(&f);
    fixture_close(&f);
    fixture_script(&f, f.database.n ? STR(SCRIPT("uuid_send(gen_random_uuid())")) : STR(SCRIPT("randomblob(16)")));
    fixture_open(&f);
    work_init(&w);
    assert_int_equal(store_read_begin(f.store, &w.arena, &anna.scope, NULL, &w.c.db), ERR_NONE);
    assert_int_equal(engine_of()->read(w.c.db, &f.arena, &shapes), ERR_NONE);
    store_read_end(f.store, w.c.db);
    arena_release(&w.arena);
    return 0;
}

static int tear_down(void **state)
{
    return fixture_free(&f), (void)state, 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_with_a_person_follows_or_says_why_not),
        cmocka_unit_test(whatever_is_joined_and_parted_nothing_is_lost),
    };
    return cmocka_run_group_tests_name("joining", tests, set_up, tear_down);
}
