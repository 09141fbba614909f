#include "platform/versions/versions.h"

#include "platform/audit/audit.h"
#include "platform/versions/versions.sql.h"

enum err version_save(struct ctx *c, struct str kind, int64_t record_id, int64_t version, struct str state)
{
    int64_t id;
    if (c->audit) {
        c->audit->object_kind = kind;
        c->audit->object_id = record_id;
        c->audit->object_version = version;
    }
    return version_insert(c->db,
        &(struct version_insert_params){.kind = kind, .record_id = record_id, .version = version,
            .at = clock_now(c->clock), .account = c->actor->account, .role = c->actor->role, .state = state},
        &id);
}
