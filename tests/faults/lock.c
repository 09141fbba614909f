/* lock FILE MILLISECONDS: holds the database's write lock for so long, as another program might. Built by the tests. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    sqlite3 *db;
    if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL)) return 2;
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL)) return 3;
    puts("locked");
    fflush(stdout);
    usleep((useconds_t)atoi(argv[2]) * 1000);
    /* Ends without closing: the last to close would checkpoint, which only the server may. */
    if (sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL)) return 4;
    _exit(0);
}
