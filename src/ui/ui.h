/*
 * Everything a page needs from ui/: {% import "ui/ui.h" %}.
 *
 * The structs with their explanations are in components.h and forms.h (the NHS components), pieces.h (Cairn's
 * own) and layout.h (the page around them). The templates themselves are the .html files beside them.
 */
#ifndef CAIRN_UI_UI_H
#define CAIRN_UI_UI_H

#include "ui/components.h"
#include "ui/forms.h"
#include "ui/layout.h"
#include "ui/pieces.h"

#include "ui/components/action_link.tmpl.h"
#include "ui/components/back_link.tmpl.h"
#include "ui/components/breadcrumb.tmpl.h"
#include "ui/components/button.tmpl.h"
#include "ui/components/card.tmpl.h"
#include "ui/components/contents_list.tmpl.h"
#include "ui/components/details.tmpl.h"
#include "ui/components/do_dont_list.tmpl.h"
#include "ui/components/error_message.tmpl.h"
#include "ui/components/error_summary.tmpl.h"
#include "ui/components/fieldset.tmpl.h"
#include "ui/components/footer.tmpl.h"
#include "ui/components/hint.tmpl.h"
#include "ui/components/icon.tmpl.h"
#include "ui/components/inset_text.tmpl.h"
#include "ui/components/label.tmpl.h"
#include "ui/components/legend.tmpl.h"
#include "ui/components/link_action.tmpl.h"
#include "ui/components/notification_banner.tmpl.h"
#include "ui/components/pagination.tmpl.h"
#include "ui/components/panel.tmpl.h"
#include "ui/components/scroll.tmpl.h"
#include "ui/components/skip_link.tmpl.h"
#include "ui/components/summary_list.tmpl.h"
#include "ui/components/table.tmpl.h"
#include "ui/components/tabs.tmpl.h"
#include "ui/components/tag.tmpl.h"
#include "ui/components/task_parts.tmpl.h"
#include "ui/components/warning_callout.tmpl.h"
#include "ui/charts/chart.tmpl.h"
#include "ui/filter.tmpl.h"
#include "ui/history.tmpl.h"
#include "ui/navigation.tmpl.h"
#include "ui/person_banner.tmpl.h"
#include "ui/record.tmpl.h"
#include "ui/work.tmpl.h"

#endif
