import { Link } from '@tanstack/react-router';
import { useText } from '#web/text/language.ts';
import { signInText } from '#web/text/sign-in.ts';

export const BackToSignIn = () => {
  const t = useText(signInText);
  return (
    <p className="mt-6 text-center">
      <Link to="/sign-in" className="font-semibold text-fig hover:underline">
        {t.backToSignIn}
      </Link>
    </p>
  );
};
