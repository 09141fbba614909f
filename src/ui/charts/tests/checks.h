/*
 * What holds of every chart, whatever its numbers: its marks stay inside the picture, no words lie over others,
 * and each number of the picture is one of the table, and the other way round where `all` of it is drawn. What
 * doesn't hold ends the test with words that say where.
 */
#ifndef CAIRN_UI_CHARTS_TESTS_CHECKS_H
#define CAIRN_UI_CHARTS_TESTS_CHECKS_H

#include "ui/charts/charts.h"

void picture_holds(const struct chart_picture *p);
void numbers_agree(const struct chart *c, const struct chart_picture *p, bool all);

#endif
