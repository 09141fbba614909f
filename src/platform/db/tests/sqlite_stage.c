#include "platform/db/tests/sqlite_stage.h"

#include <unistd.h>

#include "base/limits.h"
#include "platform/db/tests/schema_folder.h"

const struct scope everybody = {.everybody = true};

static struct str read_schema(struct arena *a, const char *name)
{
    const char *path = str_cstr(a, str_printf(a, "%s/%s", TEST_SCHEMA_FOLDER, name));
    FILE *f = fopen(path, "rbe");
    assert_non_null(f);
    char *p = arena_alloc(a, 10000, 1);
    size_t n = fread(p, 1, 10000, f);
    fclose(f);
    return (struct str){p, n};
}

static void make_schema(struct stage *s)
{
    static const char *const names[] = {"0001_people.sql", "0002_changes.sql"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str why = STR_NONE;
        int line = 0;
        assert_int_equal(db_run_script(s->db, &s->arena, read_schema(&s->arena, names[i]), &line, &why), ERR_NONE);
    }
}

struct uuid key_of(int number)
{
    struct uuid key = {{0x01}};
    key.bytes[15] = (uint8_t)number;
    return key;
}

void add_person(struct stage *s, int number, int64_t practice, struct str family)
{
    int64_t id;
    const struct person_insert_params person = {.key = key_of(number),
        .practice_id = {practice},
        .family_name = family,
        .born = DATE_NONE,
        .photograph = STR_NONE};
    assert_int_equal(person_insert(s->db, &person, &id), ERR_NONE);
    assert_int_equal(id, number);
}

int set_up(void **state)
{
    struct stage *s = calloc(1, sizeof *s);
    arena_init(&s->arena, LIMIT_REQUEST_ARENA);
    snprintf(s->path, sizeof s->path, "/tmp/cairn-test-XXXXXX");
    int fd = mkstemp(s->path);
    assert_true(fd >= 0);
    close(fd);
    unlink(s->path);
    assert_int_equal(db_open(s->path, DB_WRITER, &s->db), ERR_NONE);
    make_schema(s);
    s->trace.arena = &s->arena;
    db_bind(s->db, &s->arena, &everybody, &s->trace);
    int64_t id;
    assert_int_equal(practice_insert(s->db, STR("High Street"), &id), ERR_NONE);
    assert_int_equal(practice_insert(s->db, STR("Riverside"), &id), ERR_NONE);
    add_person(s, 1, 1, STR("Ahmed"));
    add_person(s, 2, 1, STR("O'Neill"));
    add_person(s, 3, 2, STR("Jones"));
    *state = s;
    return 0;
}

int tear_down(void **state)
{
    struct stage *s = *state;
    db_close(s->db);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        unlink(str_cstr(&s->arena, str_printf(&s->arena, "%s%s", s->path, ends[i])));
    arena_release(&s->arena);
    free(s);
    return 0;
}

size_t count_seen(struct stage *s)
{
    struct people_all_list list;
    assert_int_equal(people_all(s->db, &list), ERR_NONE);
    return list.n;
}
