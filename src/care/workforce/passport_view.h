/* The two halves of the passport's view, and its small words. Private to the slice. */
#ifndef CAIRN_CARE_WORKFORCE_PASSPORT_VIEW_H
#define CAIRN_CARE_WORKFORCE_PASSPORT_VIEW_H

#include "care/workforce/passport.h"

/* passport_training.c: what they may do, what is missing, what they were trained in. */
void passport_show_ready(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct staff_summary *sum, struct passport_view *v);
/* passport_development.c: the appraisal, competencies, peer support. */
void passport_show_development(struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach,
    const struct development *d, struct passport_view *v);
void passport_show_training(struct ctx *c, const struct staff_facts *s, struct passport_view *v);

#endif
