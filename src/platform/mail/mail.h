/*
 * Mail: one message at a time, handed to one mail server by SMTP.
 *
 * The server process may open no connection (docs/adr/0023), so a message goes through a pipe to a child of its
 * parent, which speaks with the mail server and answers with what became of it. That child connects first, and
 * then gives up everything but that connection: what the mail server says is parsed, and the message read, in a
 * process that can reach nobody else (docs/adr/0056). libcurl speaks SMTP and TLS and makes the MIME; nothing of
 * that is written here.
 *
 * Text only. The subject is a literal of ours, the address is checked letter by letter, and there is no other
 * field that anybody could write into, so no header can be smuggled in. TLS is required everywhere but on this
 * very machine.
 */
#ifndef CAIRN_PLATFORM_MAIL_H
#define CAIRN_PLATFORM_MAIL_H

#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

struct mail_settings {
    struct str url;  /* "smtps://mail.example.nhs.uk", "smtp://mail.example.nhs.uk:587": then STARTTLS */
    struct str from; /* "care@example.nhs.uk", "Elmwater care team <care@example.nhs.uk>" */
    struct str
        credentials; /* a file: the user's name on its first line, the password on its second; may be empty */
    struct str ca;   /* a file of certificates to trust instead of the system's; may be empty */
    int64_t timeout_s;
};
/* ERR_INVALID with a sentence: they can't be used. Reads no file. */
MUST_USE enum err mail_settings_check(struct arena *a, const struct mail_settings *s, struct str *ret_why);

/* "smtps://mail.example.nhs.uk:465" in its parts; ERR_INVALID. */
struct mail_server {
    struct str host; /* without brackets */
    int64_t port;
    bool tls;      /* from the first byte; else STARTTLS */
    bool loopback; /* on this machine: STARTTLS isn't asked for */
};
MUST_USE enum err mail_server_read(struct str url, struct mail_server *ret);
struct str mail_from_address(struct str from); /* the address alone */

/* Could mail be sent there: one @, plain ASCII letters, nothing quoted, nothing that could end a line? */
bool mail_address_is(struct str address);
/* The first such address in what somebody typed; STR_NONE if there is none. */
struct str mail_address_in(struct str typed);

struct mail_message {
    struct str to;      /* an address */
    struct str subject; /* plain ASCII */
    struct str id;      /* of its Message-ID: letters, digits and -. The same again means the same message */
    struct str text;    /* lines end with \n */
    struct instant at;
};

enum mail_outcome {
    MAIL_NOT_KNOWN, /* it may have been taken, nobody can say: the same again would be the same Message-ID */
    MAIL_TAKEN,     /* the mail server has it now */
    MAIL_LATER,     /* not now: the server is away, slow or busy, or doesn't know us */
    MAIL_REFUSED,   /* not ever: it refused the address or the message */
    MAIL_OUTCOMES
};
struct mail_result {
    enum mail_outcome outcome;
    int code;                       /* of SMTP; 0: it never answered */
    char said[LIMIT_MAIL_SAID + 1]; /* its last words, or ours: valid, printable text */
};

/* ---- the server's side ---- */

/* Starts the child on both descriptors, which it closes whatever happens. */
typedef enum err mail_door(int input, int output);
/* Waits for the answer, on a thread that may; stop: set by another thread, it waits no longer. */
void mail_ask(mail_door *door, const struct mail_message *m, int64_t timeout_s, const _Atomic bool *stop,
    struct mail_result *ret);

/* ---- the child's side ---- */

struct mail_sender;
/* Finds the server, connects to it, and reads what is needed from files: before the sandbox. A failure is kept,
 * and is what mail_send answers. */
struct mail_sender *mail_sender_open(struct arena *a, const struct mail_settings *s);
void mail_send(struct mail_sender *sender, const struct mail_message *m, struct mail_result *ret);

/* ---- what goes through the pipes ---- */

struct buf;
void mail_frame_write(struct buf *out, const struct mail_message *m);
/* ERR_INVALID: not a message, or one that could not be sent as it is. */
MUST_USE enum err mail_frame_read(struct str bytes, struct mail_message *ret);
/* Everything until its end; ERR_TOO_LARGE beyond the ceiling. */
MUST_USE enum err mail_read_all(struct arena *a, int fd, size_t ceiling, struct str *ret);
void mail_result_write(struct buf *out, const struct mail_result *r);
/* What is no result is MAIL_NOT_KNOWN. */
struct mail_result mail_result_read(struct str bytes);
/* Sets outcome, code and words: what can't be printed becomes a question mark. */
void mail_result_set(struct mail_result *r, enum mail_outcome outcome, int code, struct str said);

#endif
