/* `cairn routes`: the route table as people and tests read it. */
#include "app/command.h"
#include "app/modules.h"
#include "wire/json_write.h"

enum { JSON_CEILING = 1024 * 1024 };

static const char *scope_word(enum route_scope scope)
{
    return scope == SCOPE_NOBODY ? "nobody" : scope == SCOPE_PERSON ? "person" : "people";
}

static const char *trace_word(enum route_trace trace)
{
    static const char *const words[] = {"", "nothing", "sign_in", "view", "change", "admin"};
    return words[trace];
}

static const char *leaving_word(enum route_leaving leaving)
{
    static const char *const words[] = {"", "stays", "team_file", "goes_out"};
    return words[leaving];
}

static void member(struct json_writer *w, const char *name, const char *value)
{
    json_name(w, str_from_cstr(name));
    json_str(w, str_from_cstr(value));
}

static void print_json(struct arena *a, const struct router *router)
{
    struct buf out = buf_new(a, 16 * 1024, JSON_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_array_begin(&w);
    for (size_t i = 0; i < router_count(router); i++) {
        const struct route *r = router_at(router, i);
        json_object_begin(&w);
        json_name(&w, STR("method"));
        json_str(&w, http_method_name(r->method));
        member(&w, "path", r->path);
        member(&w, "permission", permission_name(r->permission));
        member(&w, "scope", scope_word(r->scope));
        member(&w, "audit", trace_word(r->trace));
        member(&w, "leaving", leaving_word(r->leaving));
        json_object_end(&w);
    }
    json_array_end(&w);
    json_writer_end(&w);
    fwrite(out.p, 1, out.n, stdout);
    putchar('\n');
}

int routes_command(struct arena *a, struct arguments *args)
{
    bool json = arguments_switch(args, "json");
    int status = command_flags_known(args);
    if (status) return status;
    struct router *router = modules_router();
    if (json) {
        print_json(a, router);
    } else {
        for (size_t i = 0; i < router_count(router); i++) {
            const struct route *r = router_at(router, i);
            struct str method = http_method_name(r->method);
            printf("%-6.*s %-44s %-16s %-8s %-8s %s\n", STR_ARG(method), r->path, permission_name(r->permission),
                scope_word(r->scope), trace_word(r->trace), leaving_word(r->leaving));
        }
    }
    router_free(router);
    return EXIT_DONE;
}
