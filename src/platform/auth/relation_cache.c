#include "platform/auth/relation_cache.h"

#include <pthread.h>

/* Together at most KEPT_MOST relations, some 5 MB; beyond that all is forgotten and read again as it is asked for.
 */
enum { SLOTS = 1024, KEPT_MOST = 200 * 1000 };

struct kept {
    int64_t role_held, version; /* 0: nothing is kept here */
    int64_t from, before;       /* good at moments from <= now < before */
    size_t n;
    int64_t *ids;
    struct actor_relation *relations;
};

struct relation_cache {
    pthread_mutex_t lock;
    size_t kept; /* relations in all slots */
    struct kept slots[SLOTS];
};

struct relation_cache *relation_cache_new(void)
{
    struct relation_cache *cache = calloc(1, sizeof *cache);
    if (!cache) BUG("out of memory");
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

static void forget(struct relation_cache *cache, struct kept *k)
{
    cache->kept -= k->n;
    free(k->ids);
    free(k->relations);
    *k = (struct kept){0};
}

void relation_cache_free(struct relation_cache *cache)
{
    if (!cache) return;
    for (size_t i = 0; i < SLOTS; i++) forget(cache, &cache->slots[i]);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static struct kept *slot_of(struct relation_cache *cache, const struct actor *actor)
{
    return &cache->slots[(uint64_t)actor->role_held.v % SLOTS];
}

static bool is_good(const struct kept *k, const struct actor *actor, int64_t now)
{
    return k->role_held == actor->role_held.v && k->version == actor->relations_version && k->from <= now &&
        now < k->before;
}

static void *copy_of(void *to, const void *from, size_t bytes)
{
    return bytes ? memcpy(to, from, bytes) : to;
}

bool relation_cache_find(
    struct relation_cache *cache, struct arena *a, struct instant now, struct actor *ret_actor)
{
    pthread_mutex_lock(&cache->lock);
    const struct kept *k = slot_of(cache, ret_actor);
    bool good = is_good(k, ret_actor, now.v);
    if (good && k->n) {
        int64_t *ids = ARENA_ARRAY(a, int64_t, k->n);
        struct actor_relation *relations = ARENA_ARRAY(a, struct actor_relation, k->n);
        ret_actor->scope.person_ids = copy_of(ids, k->ids, k->n * sizeof *ids);
        ret_actor->scope.person_count = k->n;
        ret_actor->relations = copy_of(relations, k->relations, k->n * sizeof *relations);
    }
    pthread_mutex_unlock(&cache->lock);
    return good;
}

static int64_t first_end(const struct actor *actor)
{
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < actor->scope.person_count; i++) {
        struct instant until = actor->relations[i].until;
        if (instant_is_set(until) && until.v < first) first = until.v;
    }
    return first;
}

static void *array_of(size_t n, size_t each)
{
    void *p = n ? calloc(n, each) : NULL;
    if (n && !p) BUG("out of memory");
    return p;
}

void relation_cache_keep(struct relation_cache *cache, struct instant now, const struct actor *actor)
{
    size_t n = actor->scope.person_count;
    if (!actor->role_held.v || n > KEPT_MOST) return;
    struct kept fresh = {.role_held = actor->role_held.v,
        .version = actor->relations_version,
        .from = now.v,
        .before = first_end(actor),
        .n = n,
        .ids = array_of(n, sizeof(int64_t)),
        .relations = array_of(n, sizeof(struct actor_relation))};
    copy_of(fresh.ids, actor->scope.person_ids, n * sizeof *fresh.ids);
    copy_of(fresh.relations, actor->relations, n * sizeof *fresh.relations);
    pthread_mutex_lock(&cache->lock);
    forget(cache, slot_of(cache, actor));
    for (size_t i = 0; cache->kept + n > KEPT_MOST && i < SLOTS; i++) forget(cache, &cache->slots[i]);
    *slot_of(cache, actor) = fresh;
    cache->kept += n;
    pthread_mutex_unlock(&cache->lock);
}
