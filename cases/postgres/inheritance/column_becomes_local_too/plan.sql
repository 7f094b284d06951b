-- forward

-- nothing to do

-- backward

-- nothing to do
