/** Every part's style in one list. Lit adopts them as constructed sheets: no style element, no inline style. */
import { bannerStyle } from './banner/banner.ts';
import { bubbleStyle } from './bubble/bubble.ts';
import { composerStyle } from './composer/composer.ts';
import { dropStyle } from './composer/drop.ts';
import { forgetStyle } from './forget/forget.ts';
import { launcherStyle } from './launcher/launcher.ts';
import { panelStyle } from './panel/panel.ts';
import { referenceCardStyle } from './reference-card/reference-card.ts';
import { repliesStyle } from './replies/replies.ts';
import { ground } from './style.ts';
import { transcriptStyle } from './transcript/view.ts';

export const styles = [
  ground,
  launcherStyle,
  panelStyle,
  dropStyle,
  bannerStyle,
  forgetStyle,
  transcriptStyle,
  bubbleStyle,
  repliesStyle,
  referenceCardStyle,
  composerStyle,
];
