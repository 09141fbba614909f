/*
 * Backups: a consistent copy of everything that one installation is, sealed so that only the holder of a key kept
 * elsewhere can read it.
 *
 * Three steps, so that the server does as little of it as can be: the server makes a plain copy of its database
 * (platform/db/store_copy.h); whoever asked packs that copy with the keys and settings into a sealed file
 * (sealed_file.h); and unpacking one gives the files of a data directory and the manifest, against which a restore
 * proves itself. The manifest holds a hash of each file and, for each table, how many rows and a hash over them.
 * [reliability §7.6]
 */
#ifndef CAIRN_PLATFORM_BACKUP_H
#define CAIRN_PLATFORM_BACKUP_H

#include "platform/backup/sealed_file.h"
#include "platform/ctx.h"
#include "platform/db/sqlite_tables.h"

#define BACKUP_COPY "backup-copy.db" /* the plain copy, in the data directory while a backup is made */

/* ---- keys ---- */

/* backup.key in the data directory: anybody may know it. ERR_NOT_FOUND: no pair was made yet. */
MUST_USE enum err backup_public_read(const char *directory, struct crypto_public_key *ret);
MUST_USE enum err backup_public_write(const char *directory, const struct crypto_public_key *key);

/* The file that is kept elsewhere: the secret, and whose backups it opens, so that nobody else's are believed. */
struct backup_private {
    struct uuid installation;
    struct crypto_public_key signer; /* of audit-sign.key */
    struct crypto_box box;
};
MUST_USE enum err backup_private_read(
    const char *path, struct backup_private *ret); /* ERR_DAMAGED: no such file */
/* Never over an existing file: ERR_EXISTS. */
MUST_USE enum err backup_private_write(const char *path, const struct backup_private *key);
/* Sixteen hexadecimal digits that tell public keys apart. */
struct str backup_key_id(struct arena *a, const struct crypto_public_key *key);

/* ---- what a backup says of itself, readable without a key ---- */

struct backup_facts {
    struct uuid installation;
    int64_t sequence; /* of this installation's backups, from 1 */
    struct instant made_at;
    int64_t schema; /* the number of the last migration */
    struct str program, audit_head, key_id;
};
struct str backup_facts_json(struct arena *a, const struct backup_facts *facts);
MUST_USE enum err backup_facts_read(struct arena *a, struct str json, struct backup_facts *ret);

/* ---- packing and unpacking ---- */

struct backup_file {
    struct str name;
    int64_t bytes;
    struct crypto_hash hash;
};
enum { BACKUP_FILES_MOST = 16 };
struct backup_manifest {
    struct backup_facts facts;
    struct db_table_list tables;
    struct backup_file files[BACKUP_FILES_MOST];
    size_t file_count;
};
struct str backup_manifest_json(struct arena *a, const struct backup_manifest *manifest);
MUST_USE enum err backup_manifest_read(struct arena *a, struct str json, struct backup_manifest *ret);

struct backup_progress {
    void (*at)(void *owner, int64_t done, int64_t of); /* bytes of the database */
    void *owner;
};

/* Packs the copy beside the keys of its directory. facts and tables are given, files are filled in. */
MUST_USE enum err backup_pack(struct arena *a, const char *directory, const char *database,
    const struct crypto_keys *keys, const struct crypto_public_key *to, FILE *out,
    const struct backup_progress *progress, struct backup_manifest *manifest);

/* After sealed_prove: writes the files into the directory (which the caller made, private and empty), compares
 * them with the manifest. ERR_DAMAGED: the content is not what the manifest says. */
MUST_USE enum err backup_unpack(struct arena *a, struct sealed_reader *from, const char *directory,
    const struct backup_progress *progress, struct backup_manifest *ret);

/* ---- what was backed up and proven, kept in the database (table backup) ---- */

/* In an action: the number of a backup that begins now. */
MUST_USE enum err backup_begin(struct ctx *c, int64_t *ret_sequence);
MUST_USE enum err backup_done(struct ctx *c, int64_t sequence, int64_t bytes);
struct backup_proof {
    int64_t sequence;
    struct instant made_at; /* the backup's own moment */
    bool good;
    struct str result; /* one line of ours */
};
MUST_USE enum err backup_proven(struct ctx *c, const struct backup_proof *proof);

struct backup_state {
    bool any;
    int64_t sequence, bytes;
    struct instant made_at, ended_at;
    int64_t unfinished; /* begun after the last that ended, and not ended */
    bool tried;         /* a restore was tried; the last one: */
    int64_t proof_sequence;
    struct instant proven_at, proof_made_at;
    bool proof_good;
    struct str proof_result;
    bool ever_good;
    struct instant good_at; /* the last good one */
};
MUST_USE enum err backup_state_read(struct db *db, struct backup_state *ret);

enum { BACKUP_OLD_HOURS = 36, BACKUP_PROOF_OLD_DAYS = 35 };
/* What should be done, in plain words; NULL-terminated lines of ours, none if all is well. */
struct backup_advice {
    struct str items[4];
    size_t n;
    bool late; /* what was set up isn't kept up */
};
struct backup_advice backup_advise(const struct backup_state *state, bool has_key, struct instant now);

#endif
