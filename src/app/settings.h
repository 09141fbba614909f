/*
 * Settings: one table from which flags, CAIRN_* variables, cairn.conf, the help and the example file all come.
 *
 * A setting is given by flag (--listen), variable (CAIRN_LISTEN) or a line of cairn.conf in the data directory
 * (listen = 127.0.0.1:8080); the first of these that is there counts, else the default. None is a secret: secrets
 * are files in the data directory, never on a command line.
 */
#ifndef CAIRN_APP_SETTINGS_H
#define CAIRN_APP_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* name, default, unit or kind, what it is for */
#define SETTING_LIST(X) \
    X(listen, "127.0.0.1:8080", "ADDRESS:PORT", "where to listen; plain HTTP off loopback needs a trusted proxy") \
    X(public_url, "", "URL", "the address people use, such as https://cairn.example.nhs.uk") \
    X(trusted_proxy, "", "ADDRESS", "the one proxy whose X-Forwarded-For is believed") \
    X(tls_cert, "", "FILE", "certificate chain, to serve HTTPS without a proxy") \
    X(tls_key, "", "FILE", "the certificate's key") \
    X(database, "", "ADDRESS", \
        "PostgreSQL's, such as postgres://cairn@db.example/cairn; else a file in the data") \
    X(threads, "4", "NUMBER", "threads that answer requests, 1 to 32") \
    X(tables_network, "", "NAME", \
        "of several networks the one whose people load published tables by page, for all of them") \
    X(alarm_hour, "60", "NUMBER", \
        "different people whose records one account may open in an hour before an alarm") \
    X(alarm_day, "200", "NUMBER", "the same in a day") \
    X(alarm_lists, "600", "NUMBER", \
        "different people that one account may see in lists in an hour before an alarm") \
    X(smtp_url, "", "URL", \
        "the mail server, such as smtps://mail.example.nhs.uk; without one everything is left to print or copy") \
    X(smtp_from, "", "ADDRESS", "whom mail comes from, such as Care team <care@example.nhs.uk>") \
    X(smtp_credentials, "", "FILE", "user's name and password for the mail server, a line each") \
    X(smtp_ca, "", "FILE", "certificates to trust of the mail server instead of the system's") \
    X(smtp_timeout, "60", "NUMBER", "seconds that the mail server may take for one message, 1 to 600") \
    X(log_level, "info", "LEVEL", "debug, info, warn or error") \
    X(today, "", "DATE", "a fixed day, 2026-11-24, or moment, 2026-11-24T14:30: for tests, never for real work")

struct settings {
#define SETTING_MEMBER(name, value, unit, help) struct str name;
    SETTING_LIST(SETTING_MEMBER)
#undef SETTING_MEMBER
};

/* The flags of one command line, taken apart: "--name value" or "--name" alone, and the rest in order. */
struct arguments {
    struct str command;
    LIST(struct str) rest;
    struct flag {
        struct str name, value; /* value is STR_NONE where none was given */
        bool used;
    } * flags;
    size_t flag_count;
};

/* switches: names of flags that take no value, ended by NULL. ERR_INVALID: a flag without its value. */
MUST_USE enum err arguments_parse(struct arena *a, int argc, char *const *argv, const char *const *switches,
    struct arguments *ret, struct str *ret_why);
/* The flag's value, STR_NONE if it wasn't given; marks it used. */
struct str arguments_flag(struct arguments *args, const char *name);
bool arguments_switch(struct arguments *args, const char *name);
/* The first flag that nobody asked for; STR_NONE if there is none. */
struct str arguments_unknown(const struct arguments *args);

/* ERR_INVALID with a sentence naming the file and line. directory may be NULL: no cairn.conf then. */
MUST_USE enum err settings_read(
    struct arena *a, struct arguments *args, const char *directory, struct settings *ret, struct str *ret_why);
void settings_print_help(FILE *out);
/* Sees to it that cairn.conf in the directory says "name = value", so that later commands find it there.
 * ERR_EXISTS if it says something else. */
MUST_USE enum err settings_keep(struct arena *a, const char *directory, const char *name, struct str value);
/* The other way: cairn.conf says nothing of it any more. */
MUST_USE enum err settings_forget(struct arena *a, const char *directory, const char *name);
struct str settings_example(struct arena *a); /* cairn.conf with every setting and what it is for */

#endif
