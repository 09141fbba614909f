/*
 * What the program says about itself: one JSON object a line, on standard error.
 *
 * A log line never holds personal data: callers pass a fixed event name and numbers, or words from our own tables;
 * anything that came from outside is not theirs to pass. Library code returns errors; only the edges log.
 */
#ifndef CAIRN_BASE_LOG_H
#define CAIRN_BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_set_level(enum log_level lowest);

struct log_field {
    const char *name;
    const char *word; /* a constant of ours, or NULL: then number counts */
    int64_t number;
};
#define LOG_WORD(name, word) ((struct log_field){(name), (word), 0})
#define LOG_NUMBER(name, number) ((struct log_field){(name), NULL, (number)})

/* log_event(LOG_INFO, "server.ready", LOG_NUMBER("port", 8080)) */
#define log_event(level, event, ...) \
    log_write((level), "" event "", (const struct log_field[]){__VA_ARGS__}, \
        sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field))
void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t n);

#endif
