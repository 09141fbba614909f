/*
 * The sandbox proven from inside: each role's process tries what only an intruder would, and each attempt must
 * fail. Without the sandbox the same attempts succeed, which is what makes the failures mean something.
 */
#include "platform/sandbox/tests/attempts.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GOT_IN = 10, REFUSED, NOT_CONFINED };
#define STARTED_AGAIN "started-again"

/* ---- the stage ---- */

static void write_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "secret", 6), 6);
    close(fd);
}

static int set_stage(void **state)
{
    (void)state;
    struct sockaddr_un here = {.sun_family = AF_UNIX};
    snprintf(stage.inside, sizeof stage.inside, "/tmp/cairn-inside-XXXXXX");
    snprintf(stage.outside, sizeof stage.outside, "/tmp/cairn-outside-XXXXXX");
    if (!mkdtemp(stage.inside) || !mkdtemp(stage.outside)) return -1;
    snprintf(stage.secret, sizeof stage.secret, "%s/secret", stage.outside);
    snprintf(stage.listener, sizeof stage.listener, "%s/listener", stage.outside);
    snprintf(here.sun_path, sizeof here.sun_path, "%s", stage.listener);
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s < 0 || bind(s, (const struct sockaddr *)&here, sizeof here) || listen(s, 64)) return -1;
    stage.neighbour = fork();
    if (stage.neighbour == 0)
        for (;;) pause();
    return stage.neighbour < 0 ? -1 : 0;
}

static int clear_stage(void **state)
{
    (void)state;
    kill(stage.neighbour, SIGKILL);
    waitpid(stage.neighbour, NULL, 0);
    for (int i = 0; i < 2; i++) {
        static const char *const names[] = {"new", "secret", "listener", "mine"};
        const char *folder = i ? stage.inside : stage.outside;
        for (size_t n = 0; n < COUNT_OF(names); n++) unlink(stage_path(folder, names[n]));
        rmdir(folder);
    }
    return 0;
}

static bool confined_as(enum sandbox_role role)
{
    const struct sandbox_place place = {stage.inside, SANDBOX_READ | SANDBOX_WRITE};
    struct sandbox_policy policy = {.role = role, .places = &place, .place_count = 1};
    if (role == SANDBOX_SERVER) policy.role = SANDBOX_SERVER_START;
    if (sandbox_enter(&policy)) return false;
    return role != SANDBOX_SERVER || !sandbox_narrow(SANDBOX_SERVER, false);
}

/* The exit status of a child that is confined in the role, or not at all, and tries. 128 and more: killed. */
static int tried(bool (*run)(void), bool confined, enum sandbox_role role)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (confined && !confined_as(role)) _exit(NOT_CONFINED);
        _exit(run() ? GOT_IN : REFUSED);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static bool failed_as_it_should(int status)
{
    return status == REFUSED || status == 128 + SIGSYS;
}

static void try_all(enum sandbox_role role)
{
    int refused = 0;
    for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
        const struct attempt *a = ATTEMPTS + i;
        if (!(a->forbidden & 1u << role)) continue;
        if (attempt_is_by_path(a) && role != SANDBOX_READER && !sandbox_files_are_closed()) {
            print_message("# this kernel has no Landlock, so it is not proven here: %s\n", a->what);
            continue;
        }
        write_file(stage.secret);
        int status = tried(a->run, true, role);
        if (!failed_as_it_should(status)) fail_msg("%s: status %d", a->what, status);
        refused++;
    }
    print_message("# %d attempts, none succeeded\n", refused);
}

/* ---- what is true ---- */

static void without_the_sandbox_each_attempt_succeeds(void **state)
{
    (void)state;
    for (size_t i = 0; i < ATTEMPT_COUNT; i++) {
        const struct attempt *a = ATTEMPTS + i;
        if (!a->control) continue;
        write_file(stage.secret);
        int status = tried(a->run, false, SANDBOX_PARENT);
        if (status != GOT_IN) fail_msg("%s: status %d", a->what, status);
    }
}

static void the_parent_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_PARENT);
}

static void the_starting_server_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_SERVER_START);
}

static void the_listening_server_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_SERVER);
}

static void the_reader_of_files_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_READER);
}

static void the_sender_of_mail_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_MAILER);
}

static void a_command_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_COMMAND);
}

static void whoever_imports_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_IMPORTER);
}

static void whoever_restores_gets_nowhere(void **state)
{
    (void)state;
    try_all(SANDBOX_RESTORER);
}

static bool work_in_its_folder(void)
{
    int fd = open(stage_path(stage.inside, "mine"), O_RDWR | O_CREAT, 0600);
    return fd >= 0 && write(fd, "kept", 4) == 4 && fdatasync(fd) == 0 && close(fd) == 0 &&
        unlink(stage_path(stage.inside, "mine")) == 0;
}

static bool use_memory_and_write(void)
{
    volatile char *p = malloc(8 << 20);
    if (!p) return false;
    p[4096] = 1;
    return write(STDOUT_FILENO, "", 0) == 0;
}

static void the_server_works_in_its_own_folder(void **state)
{
    (void)state;
    assert_int_equal(tried(work_in_its_folder, true, SANDBOX_SERVER), GOT_IN);
    assert_int_equal(tried(work_in_its_folder, true, SANDBOX_SERVER_START), GOT_IN);
    assert_int_equal(tried(use_memory_and_write, true, SANDBOX_SERVER), GOT_IN);
}

static void commands_work_in_their_folder_and_ask_the_server(void **state)
{
    (void)state;
    for (enum sandbox_role role = SANDBOX_COMMAND; role < SANDBOX_ROLES; role++) {
        assert_int_equal(tried(work_in_its_folder, true, role), GOT_IN);
        assert_int_equal(tried(attempt_connect, true, role), GOT_IN);
    }
}

/* This very program, which says so and ends. */
static bool start_itself(void)
{
    char *const words[] = {(char *)"test", (char *)STARTED_AGAIN, NULL};
    execv("/proc/self/exe", words);
    return false;
}

static void who_starts_its_own_program_can(void **state)
{
    (void)state;
    assert_int_equal(tried(start_itself, true, SANDBOX_PARENT), GOT_IN);
    assert_int_equal(tried(start_itself, true, SANDBOX_IMPORTER), GOT_IN);
    assert_int_equal(tried(start_itself, true, SANDBOX_RESTORER), GOT_IN);
    assert_true(failed_as_it_should(tried(start_itself, true, SANDBOX_COMMAND)));
}

static void the_reader_reads_writes_and_has_memory(void **state)
{
    (void)state;
    assert_int_equal(tried(use_memory_and_write, true, SANDBOX_READER), GOT_IN);
}

/* With threads that were there before: each of them is held, not only the one that asked. */
static void *try_from_a_thread(void *arg)
{
    int *go = arg, result;
    char byte;
    if (read(go[0], &byte, 1) != 1) return NULL;
    result = attempt_internet_socket() ? GOT_IN : REFUSED;
    _exit(result);
}

static bool narrow_beside_a_thread(void)
{
    int go[2];
    pthread_t thread;
    const struct sandbox_policy policy = {.role = SANDBOX_SERVER_START};
    if (sandbox_enter(&policy) || pipe(go) || pthread_create(&thread, NULL, try_from_a_thread, go)) return true;
    if (sandbox_narrow(SANDBOX_SERVER, false) || write(go[1], "", 1) != 1) return true;
    pthread_join(thread, NULL);
    return true;
}

static void the_narrow_filter_holds_every_thread(void **state)
{
    (void)state;
    assert_true(failed_as_it_should(tried(narrow_beside_a_thread, false, SANDBOX_PARENT)));
}

/* The one door that may be opened on purpose: a database behind a socket. */
static bool reach_a_remote_database(void)
{
    const struct sandbox_policy policy = {.role = SANDBOX_SERVER_START, .remote = true};
    if (sandbox_enter(&policy) || sandbox_narrow(SANDBOX_SERVER, true)) return false;
    return attempt_connect();
}

static bool run_beside_a_remote_database(void)
{
    const struct sandbox_policy policy = {.role = SANDBOX_SERVER_START, .remote = true};
    if (sandbox_enter(&policy) || sandbox_narrow(SANDBOX_SERVER, true)) return true;
    return attempt_run_program();
}

static void a_remote_database_opens_that_door_alone(void **state)
{
    (void)state;
    assert_int_equal(tried(reach_a_remote_database, false, SANDBOX_PARENT), GOT_IN);
    assert_true(failed_as_it_should(tried(run_beside_a_remote_database, false, SANDBOX_PARENT)));
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], STARTED_AGAIN) == 0) _exit(GOT_IN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_sandbox_each_attempt_succeeds),
        cmocka_unit_test(the_parent_gets_nowhere),
        cmocka_unit_test(the_starting_server_gets_nowhere),
        cmocka_unit_test(the_listening_server_gets_nowhere),
        cmocka_unit_test(the_reader_of_files_gets_nowhere),
        cmocka_unit_test(the_sender_of_mail_gets_nowhere),
        cmocka_unit_test(a_command_gets_nowhere),
        cmocka_unit_test(whoever_imports_gets_nowhere),
        cmocka_unit_test(whoever_restores_gets_nowhere),
        cmocka_unit_test(commands_work_in_their_folder_and_ask_the_server),
        cmocka_unit_test(who_starts_its_own_program_can),
        cmocka_unit_test(the_server_works_in_its_own_folder),
        cmocka_unit_test(the_reader_reads_writes_and_has_memory),
        cmocka_unit_test(the_narrow_filter_holds_every_thread),
        cmocka_unit_test(a_remote_database_opens_that_door_alone),
    };
    return cmocka_run_group_tests_name("sandbox", tests, set_stage, clear_stage);
}
