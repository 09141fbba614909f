/*
 * What `cairn user` and `cairn practice` do, whoever owns the data: this process, or a server that runs on it.
 *
 * An order is what the command line said. staff_carry_out() does it with an open installation; staff_ask() has the
 * server do the same through its control socket. Either way the answer is what to print and the exit status, so a
 * command says the same beside a server and without one.
 */
#ifndef CAIRN_APP_STAFF_CONTROL_H
#define CAIRN_APP_STAFF_CONTROL_H

#include "app/control.h"

#define STAFF_ORDER_FIELDS(X) X(verb) X(code) X(name) X(email) X(role) X(practice) X(pcn)

struct staff_order {
    /* verb: "practice.add", "practice.list", "user.add"; the others as typed, empty where not given */
#define STAFF_ORDER_MEMBER(field) struct str field;
    STAFF_ORDER_FIELDS(STAFF_ORDER_MEMBER)
#undef STAFF_ORDER_MEMBER
};
struct staff_answer {
    int status;
    struct str said, problem; /* for standard output, and for standard error when the status isn't 0 */
};

void staff_carry_out(
    const struct app *app, struct arena *a, const struct staff_order *order, struct staff_answer *ret);
/* Through a server's socket (control_connect). */
void staff_ask(struct arena *a, int talk, const struct staff_order *order, struct staff_answer *ret);

extern const struct control_command STAFF_CONTROL;

#endif
