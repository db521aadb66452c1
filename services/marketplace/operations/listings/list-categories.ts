import { marketplaceService } from '../../definition.ts';
import { categories } from '../../domain/categories.ts';
import { categoryIdOf } from '../../ids.ts';

export const listCategories = marketplaceService.operation('listCategories', async () => ({
  items: categories.map(category => ({ id: categoryIdOf(category), category })),
}));
