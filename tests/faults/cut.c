/* cut FOLDER: the file system there is gone from this moment, like a disk whose power is cut: nothing that was not yet
 * on it gets there any more, the journal neither. For ext4 and XFS; built by the tests. */
#include <fcntl.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define SHUT_DOWN _IOR('X', 125, uint32_t)
enum { WITHOUT_FLUSHING_THE_JOURNAL = 2 };

int main(int argc, char **argv)
{
    uint32_t how = WITHOUT_FLUSHING_THE_JOURNAL;
    int folder = argc == 2 ? open(argv[1], O_RDONLY | O_DIRECTORY) : -1;
    if (folder < 0) return 2;
    return ioctl(folder, SHUT_DOWN, &how) ? 1 : 0;
}
