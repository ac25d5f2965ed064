/** Entry of the bundle that editors start. */
import { serve } from './serve.ts';

serve();
