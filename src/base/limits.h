/*
 * Every ceiling in Cairn, in one place.
 *
 * Each input has a largest size, and each buffer knows its maximum when it is made: that is what lets our
 * allocation never return NULL (see arena.h). Units are in the names or the comments; a limit that a person can
 * meet is explained in plain words where it is refused.
 */
#ifndef CAIRN_BASE_LIMITS_H
#define CAIRN_BASE_LIMITS_H

enum {
    LIMIT_ARENA_BLOCK = 64 * 1024,         /* bytes an arena takes from the system at a time */
    LIMIT_REQUEST_ARENA = 8 * 1024 * 1024, /* bytes of memory one request may use */
    LIMIT_JOB_ARENA = 192 * 1024 * 1024,   /* bytes of memory one job or command may use */

    LIMIT_PAGE = 2 * 1024 * 1024, /* bytes of one HTML page */
    LIMIT_TEMPLATE = 1024 * 1024, /* bytes of one template file, at build time */
    LIMIT_URL = 8 * 1024,         /* bytes of a request's address */
    LIMIT_HEADERS = 32 * 1024,    /* bytes of all request headers together */
    LIMIT_HEADER_COUNT = 100,
    LIMIT_BODY_FORM = 256 * 1024,          /* bytes of an ordinary form */
    LIMIT_BODY_LARGEST = 20 * 1024 * 1024, /* bytes of the largest body any route may declare */
    LIMIT_LARGE_BODIES = 4,                /* larger than a form's, on their way at once */
    LIMIT_FORM_FIELDS = 1000,
    LIMIT_FORM_FIELD_NAME = 100, /* bytes */
    LIMIT_CONNECTIONS = 4096,
    LIMIT_CONNECTIONS_PER_ADDRESS = 256,
    LIMIT_HEADER_SECONDS = 15, /* from the first byte to the end of the headers */
    LIMIT_BODY_SECONDS = 60,   /* from the first byte to the end of the body */
    LIMIT_IDLE_SECONDS = 75,   /* a kept-alive connection without a request */

    LIMIT_NAME = 70,         /* characters of a person's whole name (PRSB) */
    LIMIT_NAME_PART = 35,    /* characters of a given or family name (PRSB) */
    LIMIT_ADDRESS_LINE = 35, /* characters (PRSB) */
    LIMIT_EMAIL = 255,       /* characters (PRSB) */
    LIMIT_NOTE = 4000,       /* characters of a contact's note */
    LIMIT_LINE = 200,        /* characters of any other one-line answer */

    LIMIT_DRAFT = 64 * 1024, /* bytes of one draft of a form, as it is kept */
    LIMIT_DRAFTS = 100,      /* drafts of one author */

    LIMIT_MAIL_TEXT = 48 * 1024, /* bytes of one message's text */
    LIMIT_MAIL_SAID = 300,       /* bytes of what a mail server said, as it is kept */

    LIMIT_EXPORT_PEOPLE = 250000, /* in one exported list */
    LIMIT_CALENDAR = 256 * 1024,  /* bytes of one calendar feed */

    LIMIT_JSON_DOCUMENT = 64 * 1024 * 1024, /* bytes */
    LIMIT_JSON_DEPTH = 32,
    LIMIT_JSON_KEYS = 4096,              /* in one object */
    LIMIT_NDJSON_LINE = 4 * 1024 * 1024, /* bytes of one resource */

    LIMIT_SNAPSHOT_MS = 2000,           /* a reader's snapshot may not outlive this */
    LIMIT_WRITER_HOLD_US = 10000,       /* one action may not hold the writer longer */
    LIMIT_WAL_BYTES = 16 * 1024 * 1024, /* then the writer takes the gate and checkpoints */
};

#endif
