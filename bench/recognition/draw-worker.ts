import { serveTasks } from '../../engine/pool/protocol.ts';
import { drawRecipe, type Recipe } from './recipe.ts';

serveTasks({ draw: (recipe: Recipe) => drawRecipe(recipe) });
