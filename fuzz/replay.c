#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * The main() of a fuzz driver where no fuzzer is: hands every file of the folders named on the command line to the
 * driver, in the order of their names, and says how many there were. An empty or missing folder is a failure, so a
 * corpus cannot get lost unnoticed.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* The input in memory of exactly its size, so that the sanitizer sees one byte too far. */
static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat about;
    if (!file || fstat(fileno(file), &about) != 0) {
        perror(path);
        if (file) fclose(file);
        return 1;
    }
    size_t size = (size_t)about.st_size;
    uint8_t *data = malloc(size ? size : 1);
    int failed = !data || fread(data, 1, size, file) != size;
    if (failed)
        fprintf(stderr, "%s: cannot be read\n", path);
    else
        LLVMFuzzerTestOneInput(data, size);
    free(data);
    fclose(file);
    return failed;
}

static int replay_folder(const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_shown, alphasort);
    int failed = n <= 0;
    if (n < 0) perror(folder);
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (replay_file(path) != 0) failed = 1;
        free(entries[i]);
    }
    free(entries);
    printf("%s: %d inputs replayed\n", folder, n > 0 ? n : 0);
    return failed;
}

int main(int count, char **arguments)
{
    int failed = count < 2;
    for (int i = 1; i < count; i++)
        if (replay_folder(arguments[i]) != 0) failed = 1;
    return failed;
}
