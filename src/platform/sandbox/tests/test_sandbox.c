/* What a sandboxed child can still do, and what kills it. */
#include "platform/sandbox/sandbox.h"

#include <fcntl.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sandbox_limits LIMITS = {.memory_bytes = 1u << 30, .cpu_seconds = 10};

enum { GOT_IN = 10, NOT_KILLED };

static int run(void (*attempt)(void))
{
    pid_t child = fork();
    if (child == 0) {
        if (sandbox_enter(&LIMITS)) _exit(1);
        attempt();
        _exit(NOT_KILLED);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void open_a_file(void)
{
    _exit(open("/etc/hostname", O_RDONLY) >= 0 ? GOT_IN : NOT_KILLED);
}

static void make_a_socket(void)
{
    _exit(socket(AF_INET, SOCK_STREAM, 0) >= 0 ? GOT_IN : NOT_KILLED);
}

static void start_a_program(void)
{
    char *const arguments[] = {(char *)"true", NULL};
    execv("/bin/true", arguments);
}

static void start_a_process(void)
{
    (void)fork();
}

static void use_memory_and_write(void)
{
    volatile char *p = malloc(8 << 20);
    if (!p) _exit(2);
    p[4096] = 1;
    _exit(write(STDOUT_FILENO, "", 0) == 0 ? 0 : 3);
}

static void killed_for(void (*attempt)(void))
{
    int status = run(attempt);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSYS);
}

static void opening_a_file_kills_it(void **state)
{
    (void)state;
    killed_for(open_a_file);
}

static void making_a_socket_kills_it(void **state)
{
    (void)state;
    killed_for(make_a_socket);
}

static void starting_a_program_kills_it(void **state)
{
    (void)state;
    killed_for(start_a_program);
}

static void starting_a_process_kills_it(void **state)
{
    (void)state;
    killed_for(start_a_process);
}

static void reading_writing_and_memory_go_on(void **state)
{
    (void)state;
    int status = run(use_memory_and_write);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_a_file_kills_it),
        cmocka_unit_test(making_a_socket_kills_it),
        cmocka_unit_test(starting_a_program_kills_it),
        cmocka_unit_test(starting_a_process_kills_it),
        cmocka_unit_test(reading_writing_and_memory_go_on),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
