/* `cairn user` and `cairn practice`: accounts and practices from the command line, with a server running or
 * without. */
#include "app/command.h"
#include "app/staff_control.h"
#include "base/utf8.h"

#include <unistd.h>

static bool is_text(struct str s)
{
    return utf8_is_valid(s, NULL);
}

/* Through the server if one runs on the directory, else with the data opened here. */
static int carry_out(struct arena *a, struct arguments *args, const struct staff_order *order)
{
    struct staff_answer answer;
    struct settings settings;
    struct str why, data = arguments_flag(args, "data");
    int talk;
#define CHECK(field) \
    if (!is_text(order->field)) return command_failed(EXIT_USAGE, "--" #field " must be valid UTF-8");
    STAFF_ORDER_FIELDS(CHECK)
#undef CHECK
    if (data.n && !control_connect(str_cstr(a, data), &talk)) {
        int status = settings_read(a, args, str_cstr(a, data), &settings, &why) ?
            command_failed(EXIT_USAGE, "%.*s", STR_ARG(why)) :
            command_flags_known(args);
        if (!status) staff_ask(a, talk, order, &answer);
        close(talk);
        if (status) return status;
    } else {
        struct instance instance;
        int status = instance_open(a, args, &instance);
        if (status) return status;
        staff_carry_out(&instance.app, a, order, &answer);
        instance_close(&instance);
    }
    printf("%.*s", STR_ARG(answer.said));
    return answer.status ? command_failed(answer.status, "%.*s", STR_ARG(answer.problem)) : EXIT_DONE;
}

int practice_command(struct arena *a, struct arguments *args)
{
    struct str verb = args->rest.n == 1 ? args->rest.items[0] : STR_NONE;
    struct staff_order order = {.code = arguments_flag(args, "code"),
        .name = arguments_flag(args, "name"),
        .pcn = arguments_flag(args, "pcn")};
    if (!str_eq(verb, STR("add")) && !str_eq(verb, STR("list")))
        return command_usage(command_find(STR("practice")), STR("say what to do: add or list"));
    order.verb = str_eq(verb, STR("add")) ? STR("practice.add") : STR("practice.list");
    return carry_out(a, args, &order);
}

int user_command(struct arena *a, struct arguments *args)
{
    struct staff_order order = {.verb = STR("user.add"),
        .email = arguments_flag(args, "email"),
        .name = arguments_flag(args, "name"),
        .role = arguments_flag(args, "role"),
        .practice = arguments_flag(args, "practice"),
        .pcn = arguments_flag(args, "pcn")};
    if (args->rest.n != 1 || !str_eq(args->rest.items[0], STR("add")))
        return command_usage(command_find(STR("user")), STR("say what to do: add"));
    return carry_out(a, args, &order);
}
